import { decodeText } from '../manifest/decode-text.ts';
import { lineCounter } from '../manifest/line-counter.ts';
import { readYaml } from '../manifest/yaml.ts';
import type { JsonValue } from '../schema/json.ts';
import { Settings, SettingsAssumptions } from '../schema/settings.ts';
import { nearestName } from './nearest-name.ts';
import { SettingsError } from './settings-error.ts';

/** A file of settings; `name` is what the user calls it. */
export interface SettingsFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads settings; the paths in them come without "./" and slashes at the end. Throws SettingsError. */
export function readSettings({ name, bytes }: SettingsFile): Settings {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Other') throw new SettingsError(`${name}: ${decoded.detail}`);
  if (decoded.type === 'NotUtf8') throw new SettingsError(`${name}:${decoded.line}: the file is not UTF-8`);
  const { text } = decoded;
  const lineAt = lineCounter(text, 1);
  const fail = (offset: number, message: string) => new SettingsError(`${name}:${lineAt(offset)}: ${message}`);

  const read = readYaml(text);
  if (read.type === 'Refused') throw fail(read.offset, read.reason);
  const [duplicate] = read.duplicateKeys;
  if (duplicate) throw fail(duplicate.start, 'a key is written twice; keep one of the two');
  if (read.ignoredFrom !== undefined) {
    throw fail(read.ignoredFrom + 1, 'further text follows the document; settings are one document');
  }

  const { settings, problems } = checkSettings(read.value ?? {});
  const [first, ...others] = problems;
  if (!first) return settings;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw fail(read.locate(first.path) ?? 0, `${wordsOf(first)}${more}`);
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function checkSettings(value: JsonValue): { settings: Settings; problems: readonly Problem[] } {
  const parsed = Settings.safeParse(value);
  if (!parsed.success)
    return { settings: { roots: [], assumptions: {} }, problems: parsed.error.issues.map(problemOf) };
  const roots = parsed.data.roots.map(normalPath);
  return { settings: { ...parsed.data, roots }, problems: repeatedRoots(roots) };
}

type Issue = NonNullable<ReturnType<typeof Settings.safeParse>['error']>['issues'][number];

function problemOf(issue: Issue): Problem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
  const [key = ''] = issue.keys;
  const known = Object.keys(path[0] === 'assumptions' ? SettingsAssumptions.shape : Settings.shape);
  const nearest = nearestName(key, known);
  const hint = nearest === undefined ? `there is: ${known.join(', ')}` : `did you mean ${nearest}?`;
  return { path: [...path, key], message: `there is no such setting; ${hint}` };
}

function repeatedRoots(roots: readonly string[]): readonly Problem[] {
  const seen = new Set<string>();
  return roots.flatMap((root, index) => {
    const isNew = !seen.has(root);
    seen.add(root);
    return isNew ? [] : [{ path: ['roots', index], message: `${root} is named twice; keep one of the two` }];
  });
}

function wordsOf({ path, message }: Problem): string {
  const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return where === '' ? message : `${where.slice(1)}: ${message}`;
}

/** "./apps//web/" is "apps/web"; the top is ".". */
function normalPath(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return steps.length === 0 ? '.' : steps.join('/');
}
