import type { JsonValue } from '../../schema/json.ts';

/** The grammar of github.com/distribution/reference, for names whose domain is written out. */
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const reference = new RegExp(
  `^(?<name>${domain}/${component}(?:/${component})*)(?::(?<tag>${tag}))?(?:@(?<digest>${digest}))?$`,
);
const nameCharactersMax = 255;
const identifier = /^[a-f0-9]{64}$/;

/**
 * Always for the tag `latest` and for neither tag nor digest, else IfNotPresent, also for what is no image
 * reference (`ko://…`, a capital in the repository). Mirrors SetDefaults_Container with parsers.ParseImageName.
 */
export function pullPolicyFor(image: JsonValue | undefined): 'Always' | 'IfNotPresent' {
  if (typeof image !== 'string' || identifier.test(image)) return 'IfNotPresent';
  const parts = reference.exec(withDomain(image))?.groups;
  if (parts === undefined || (parts['name'] ?? '').length > nameCharactersMax) return 'IfNotPresent';
  const { tag, digest } = parts;
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

/** `nginx` is `docker.io/library/nginx`. A first part with a dot, a port or a capital is a domain. */
function withDomain(image: string): string {
  const slash = image.indexOf('/');
  if (slash < 0) return `docker.io/library/${image}`;
  const first = image.slice(0, slash);
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  return isDomain ? image : `docker.io/${image}`;
}
