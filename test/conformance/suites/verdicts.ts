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

/** What the API server and the controllers make of one edit. */
export const suite: ConformanceSuite = {
  name: 'verdicts',
  replay(record) {
    const { before, after, via, expected } = record as VerdictRecord;
    const verdict = judgeEdit(before ?? undefined, after ?? undefined, { kubernetesVersion, via });
    return { expected, actual: asRecorded(verdict) } satisfies Replayed;
  },
};

function asRecorded(verdict: Verdict): unknown {
  const { action, semanticallyEqual, rolls, scales, rejected, heldBy, numbers } = verdict;
  return {
    action,
    semanticallyEqual,
    rolls,
    scales,
    rejected: [...new Set(rejected.map(({ field }) => field))].toSorted(),
    ...(heldBy === undefined ? {} : { held: holdNames[heldBy] }),
    ...(numbers === undefined ? {} : { numbers }),
  };
}
