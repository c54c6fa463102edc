import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { SourceLocation } from '../../schema/source-location.ts';
import { childOf } from './fields.ts';
import type { OpenSource, Revision, Step } from './sources.ts';
import { firstDifferingLine } from './text.ts';

/** The line of the first field in which a file differs between the revisions; of what is no manifest the first line. */
export function firstDifference(source: OpenSource): SourceLocation | undefined {
  const [base, head] = [source.documents('base'), source.documents('head')];
  const isStructured = [...base, ...head].every(({ value }) => isJsonObject(value) || isJsonArray(value));
  if (!isStructured || base.length + head.length === 0) return firstDifferingLine(source);
  for (let index = 0; index < Math.max(base.length, head.length); index += 1) {
    const [before, after] = [base[index], head[index]];
    if (!before || !after) return (after ?? before)?.place([]);
    const leaf = firstLeaf(before.value, after.value, []);
    if (leaf) return (leaf.revision === 'head' ? after : before).place(leaf.path);
  }
  return undefined;
}

interface Leaf {
  readonly path: readonly Step[];
  readonly revision: Revision;
}

/** In the order of head, then what only base has; undefined: the values are the same. */
function firstLeaf(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly Step[],
): Leaf | undefined {
  if (after === undefined) return { path, revision: 'base' };
  if (before === undefined || valuesIdentical(before, after)) {
    return before === undefined ? { path, revision: 'head' } : undefined;
  }
  const steps = commonSteps(before, after);
  if (!steps) return { path, revision: 'head' };
  for (const step of steps) {
    const leaf = firstLeaf(childOf(before, step), childOf(after, step), [...path, step]);
    if (leaf) return leaf;
  }
  return undefined;
}

/** undefined: these are not two lists or two mappings. */
function commonSteps(before: JsonValue, after: JsonValue): readonly Step[] | undefined {
  if (isJsonArray(before) && isJsonArray(after)) return [...(before.length > after.length ? before : after).keys()];
  if (!isJsonObject(before) || !isJsonObject(after)) return undefined;
  return [...new Set([...Object.keys(after), ...Object.keys(before)])];
}
