import { lineTable } from '../../manifest/line-counter.ts';
import { readYaml } from '../../manifest/yaml.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { Place } from './place.ts';

/** The mapping which a kustomization is, or why it is none: in words which quote nothing of the text. */
export type ReadMapping =
  | { readonly type: 'Mapping'; readonly root: Place; readonly lineOf: (at: Place['at']) => number }
  | { readonly type: 'Refused'; readonly reason: string; readonly line: number };

/**
 * Reads the mapping of a kustomization. More than one document is refused: kustomize takes the first and loses the others
 * without a word.
 */
export function readMapping(text: string): ReadMapping {
  const read = readYaml(text);
  const lineAt = (offset: number) => lineTable(text, 1)(offset);
  const refuse = (reason: string, offset = 0): ReadMapping => ({ type: 'Refused', reason, line: lineAt(offset) });
  if (read.type === 'Refused') return refuse(read.reason, read.offset);
  const { value, ignoredFrom, locate } = read;
  if (ignoredFrom !== undefined && !saysNothing(text.slice(ignoredFrom))) {
    return refuse('it has more than one document, and kustomize takes only the first', ignoredFrom);
  }
  if (value === null) return refuse('it is empty');
  if (!isJsonObject(value)) return refuse('it is not a mapping', locate([]));
  if (Object.keys(value).length === 0) return refuse('it is empty', locate([]));
  return { type: 'Mapping', root: { value, at: [] }, lineOf: (at) => lineAt(locate(at) ?? 0) };
}

/** Whether there is nothing but comments and the marks between documents. */
function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => /^(?:---|\.\.\.)?\s*(?:#.*)?$/.test(line));
}
