import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { z } from 'zod';

const kept = [
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /rate_limit',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'POST /repos/{owner}/{repo}/check-runs',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'PUT /repos/{owner}/{repo}/contents/{path}',
  'DELETE /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'POST /repos/{owner}/{repo}/statuses/{sha}',
];

/** What an answer that no operation describes is made of: GitHub sends these for everything. */
const keptAnyway = ['#/components/schemas/basic-error', '#/components/schemas/validation-error'];

/** Half of the bytes, and nothing a request or an answer can be checked by. */
const dropped = new Set(['example', 'examples', 'x-github', 'x-octokit', 'x-github-breaking-changes']);

const JsonObject = z.record(z.string(), z.json());
const Description = z.object({
  openapi: z.string(),
  info: z.json(),
  paths: z.record(z.string(), JsonObject),
  components: z.record(z.string(), JsonObject),
});

type Json = z.infer<ReturnType<typeof z.json>>;
type Description = z.infer<typeof Description>;

const [source] = argv.slice(2);
if (source === undefined) throw new Error('give the path of api.github.com.json, as README.md says');
const whole = Description.parse(JSON.parse(readFileSync(source, 'utf8')));
const text = JSON.stringify(extract(whole), undefined, 1);
writeFileSync(new URL('github-openapi.json', import.meta.url), `${text}\n`);

function extract({ openapi, info, paths, components }: Description): Json {
  const found: Record<string, Record<string, Json>> = {};
  for (const operation of kept) {
    const [method = '', path = ''] = operation.split(' ');
    const described = paths[path]?.[method.toLowerCase()];
    if (described === undefined) throw new Error(`${operation} is not described`);
    found[path] = { ...found[path], [method.toLowerCase()]: withoutExamples(described) };
  }
  return { openapi, info, paths: found, components: componentsOf(found, components) };
}

/** Everything that is referred to, directly or not, in the order of the source. */
function componentsOf(paths: Json, components: Description['components']): Json {
  const reached = new Set<string>();
  const waiting = [...keptAnyway, ...references(paths)];
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    if (reached.has(reference)) continue;
    reached.add(reference);
    const [, , kind = '', name = ''] = reference.split('/');
    waiting.push(...references(withoutExamples(components[kind]?.[name] ?? null)));
  }
  const kinds = Object.entries(components).map(([kind, all]) => {
    const wanted = Object.entries(all).filter(([name]) => reached.has(`#/components/${kind}/${name}`));
    return [kind, Object.fromEntries(wanted.map(([name, component]) => [name, withoutExamples(component)]))] as const;
  });
  return Object.fromEntries(kinds.filter(([, all]) => Object.keys(all).length > 0));
}

function references(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value && typeof value['$ref'] === 'string' ? [value['$ref']] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

/** The names below `properties` are GitHub's, not those of the language in which it describes them. */
function withoutExamples(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutExamples(item));
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value).filter(([key]) => isNames || !dropped.has(key));
  return Object.fromEntries(left.map(([key, item]) => [key, withoutExamples(item, !isNames && key === 'properties')]));
}
