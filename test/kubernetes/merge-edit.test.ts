import { assert, boolean, nat, pre, property } from 'fast-check';
import { expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../src/kubernetes/default-object.ts';
import { mergeEdit } from '../../src/kubernetes/merge-edit.ts';
import { threeWayMerge } from '../../src/kubernetes/three-way-merge.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';
import { readRecords } from '../conformance/read-records.ts';
import { alterations, altered } from './altered-manifest.ts';

interface RecordedEdit {
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

const options = { kubernetesVersion: '1.34' };
const kinds = new Set<JsonValue | undefined>([
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Ingress',
  'StatefulSet',
]);
const edits = [...readRecords(`${import.meta.dirname}/../conformance/samples/verdicts.jsonl.gz`)]
  .map(({ record }) => record as RecordedEdit)
  .filter(({ before }) => kinds.has(before?.['kind']));

test('only what an edit changes is merged, with the result of a whole merge', () => {
  assert(
    property(nat({ max: edits.length - 1 }), boolean(), alterations, (at, fromBefore, changes) => {
      const { before, after } = edits[at] ?? {};
      pre(before !== null && before !== undefined);
      const decoded = decodeObject(before, options);
      const { kind } = decoded;
      pre(kind !== undefined && decoded.problems.length === 0);
      const live = defaultObject(decoded, options);
      const next = altered(fromBefore ? before : (after ?? before), changes);
      const [quick, whole] = [mergeEdit, threeWayMerge].map((merge) => {
        const merged = decodeObject(merge(kind, before, live, next), options);
        return merged.problems.length > 0 ? merged.problems.length : defaultObject(merged, options);
      });
      expect(quick).toEqual(whole);
    }),
    { numRuns: 400 },
  );
});
