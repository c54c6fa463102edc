import { type Asked, orderIn } from './asked.ts';
import type { Candidate } from './choice.ts';
import { type EntryPair, entryPairs, textAt } from './entries.ts';
import { isScalar } from './fields.ts';
import { nameFit } from './names.ts';
import type { OpenSources } from './sources.ts';

/** Entries of `replicas` which give a workload its number of replicas, or no longer do. */
export function replicaCauses(asked: Asked, { changedKustomizations }: OpenSources): readonly Candidate[] {
  if (asked.tokens?.map(({ text }) => text).join('.') !== 'spec.replicas') return [];
  return changedKustomizations.flatMap((source) =>
    entryPairs(source, 'replicas', (value) => textAt(value, 'name')).flatMap((pair) =>
      countCauses(asked, source.path, pair),
    ),
  );
}

function countCauses(asked: Asked, path: string, { base, head }: EntryPair): readonly Candidate[] {
  const [entry, revision, shown] = head ? [head, 'head' as const, asked.after] : [base, 'base' as const, asked.before];
  const count = textAt(entry?.value, 'count');
  if (!entry || count === undefined || !isScalar(shown) || String(shown) !== count) return [];
  if (base && head && textAt(base.value, 'count') === count) return [];
  const fit = nameFit(textAt(entry.value, 'name') ?? '', asked.clues());
  const order = orderIn(asked, revision, path, 'ReplicaCount');
  if (fit === 0 || order === undefined) return [];
  return [{ place: entry.place(base && head ? ['count'] : []), proof: fit, order }];
}
