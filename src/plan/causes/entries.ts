import { fieldAt, listAt } from '../../kubernetes/field-access.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { OpenSource, Revision, SourceDocument, Step } from './sources.ts';

/** An item of a list of a kustomization. */
export interface Entry {
  readonly value: JsonValue;
  readonly place: SourceDocument['place'];
}

/** An item in both revisions; undefined: it came, or it is gone. */
export interface EntryPair {
  readonly base: Entry | undefined;
  readonly head: Entry | undefined;
}

/** Pairs the items of a list by what tells them apart; of equal ones the first with the first. */
export function entryPairs(
  source: OpenSource,
  list: string,
  idOf: (value: JsonValue) => string | undefined,
): readonly EntryPair[] {
  const [base, head] = [entriesById(source, 'base', list, idOf), entriesById(source, 'head', list, idOf)];
  const ids = new Set([...head.keys(), ...base.keys()]);
  return [...ids].map((id) => ({ base: base.get(id), head: head.get(id) }));
}

function entriesById(
  source: OpenSource,
  revision: Revision,
  list: string,
  idOf: (value: JsonValue) => string | undefined,
): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  const seen = new Map<string, number>();
  for (const entry of entriesOf(source, revision, list)) {
    const id = idOf(entry.value);
    if (id === undefined) continue;
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    found.set(`${count} ${id}`, entry);
  }
  return found;
}

export function entriesOf(source: OpenSource, revision: Revision, list: string): readonly Entry[] {
  const kustomization = source.kustomization(revision);
  if (!kustomization) return [];
  return listAt(kustomization.value, list).map((value, index) => ({
    value,
    place: (path: readonly Step[]) => kustomization.place([list, index, ...path]),
  }));
}

/** A scalar as text; undefined: there is none, or an empty one. */
export function textAt(value: JsonValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = fieldAt(value, ...keys);
  if (found === undefined || found === null || typeof found === 'object' || found === '') return undefined;
  return String(found);
}
