import { judgeEdit } from '../../../src/diff/judge-edit.ts';
import type { Verdict } from '../../../src/diff/verdict.ts';
import type { Hold } from '../../../src/schema/effect.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { ConformanceSuite, Replayed } from '../suite.ts';

interface VerdictRecord {
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly via: 'update' | 'apply';
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The target version of the recordings. */
const kubernetesVersion = '1.32';

const holdNames: Readonly<Record<Hold, string>> = { Paused: 'paused', OnDelete: 'OnDelete', Partition: 'partition' };

/**
 * What the API server and the controllers make of one edit. The recordings tell what an update is refused for, not
 * what a creation is. A record of the merge was sent as a whole too, and lists what either way is refused for.
 */
export const suite: ConformanceSuite = {
  name: 'verdicts',
  replay(record): Replayed {
    const { before, after, via, expected } = record as VerdictRecord;
    const sentBy = (way: 'update' | 'apply') =>
      judgeEdit(before ?? undefined, after ?? undefined, { kubernetesVersion, via: way });
    const verdict = sentBy(via);
    const isUpdate = verdict.action === 'update' || verdict.action === 'none';
    const refusals = isUpdate ? [verdict, ...(via === 'apply' ? [sentBy('update')] : [])] : [];
    const rejected = refusals.flatMap((each) => each.rejected.map(({ field }) => field));
    return { expected, actual: asRecorded(verdict, [...new Set(rejected)].toSorted()) };
  },
};

function asRecorded(verdict: Verdict, rejected: readonly string[]): unknown {
  const { action, semanticallyEqual, rolls, scales, heldBy, numbers } = verdict;
  return {
    action,
    semanticallyEqual,
    rolls,
    scales,
    rejected,
    ...(heldBy === undefined ? {} : { held: holdNames[heldBy] }),
    ...(numbers === undefined || rejected.length > 0 ? {} : { numbers }),
  };
}
