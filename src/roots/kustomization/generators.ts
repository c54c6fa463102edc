import { type Contents, referencesOf, referringTo } from './contents.ts';
import { asText, fieldOf, type Place, type TextPlace, textsIn } from './place.ts';
import { isWebUrl } from './url.ts';

/** What one entry of configMapGenerator or secretGenerator reads, and what of it is secret. */
export function generatorContents(field: string, generator: Place, isSecret: boolean): Contents {
  const files = textsIn(fieldOf(generator, 'files')).flatMap(withoutKey);
  const envs = [...textsIn(fieldOf(generator, 'envs')), ...asText(fieldOf(generator, 'env'))];
  const contents = referringTo(referencesOf(field, [...files, ...envs], { isSecret }));
  if (!isSecret) return contents;
  const literals = textsIn(fieldOf(generator, 'literals')).map(({ value }) => valueIn(value));
  return { ...contents, secretValues: [...literals, ...misplacedValues(files, envs)] };
}

/** Who writes `envs: [PASSWORD=…]` means a literal. Kustomize takes it for a file, and quotes it since there is none. */
function misplacedValues(files: readonly TextPlace[], envs: readonly TextPlace[]): readonly string[] {
  return [
    ...files.flatMap(({ value }) => (value.includes('=') ? [value] : [])),
    ...envs.flatMap(({ value }) => (value.includes('=') ? [valueIn(value)] : [])),
  ];
}

/** Of `key=value` the value; all of a literal which has no key. */
function valueIn(literal: string): string {
  return literal.slice(literal.indexOf('=') + 1);
}

/** Of `key=path` the path. */
function withoutKey({ value, at }: TextPlace): readonly TextPlace[] {
  const equals = isWebUrl(value) ? -1 : value.indexOf('=');
  return asText({ value: value.slice(equals + 1), at });
}
