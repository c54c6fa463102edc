import { assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { judgeEdit } from '../../src/diff/judge-edit.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/schema/json.ts';
import { readRecords } from '../conformance/read-records.ts';
import { alterations, altered } from '../kubernetes/altered-manifest.ts';

interface RecordedEdit {
  readonly id: string;
  readonly about: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

const sample = `${import.meta.dirname}/../conformance/samples/verdicts.jsonl.gz`;
const edits = [...readRecords(sample)].map(({ record }) => record as RecordedEdit);
const manifests = edits.flatMap(({ before, after }) => [before, after]).filter((each) => each !== null);
const vias = ['update', 'apply'] as const;
const kubernetesVersion = '1.34';

test('an object which stays as it is does not change', () => {
  const judged = manifests.map((manifest) => judgeEdit(manifest, manifest, { kubernetesVersion, via: 'update' }));
  expect(judged.filter(({ action }) => action !== 'none')).toEqual([]);
  expect(judged.filter(({ rolls }) => rolls === true)).toEqual([]);
});

test('an object which is applied again does not change, if it states no null and nothing twice', () => {
  const judged = edits
    .filter(({ about }) => !about.includes('duplicate'))
    .flatMap(({ before, after }) => [before, after])
    .filter((manifest) => manifest !== null && !holdsNothing(manifest))
    .map((manifest) => judgeEdit(manifest ?? {}, manifest ?? {}, { kubernetesVersion, via: 'apply' }));
  expect(judged.length).toBeGreaterThan(manifests.length / 2);
  expect(judged.filter(({ action }) => action !== 'none')).toEqual([]);
});

test('the order of keys decides nothing', () => {
  for (const { id, before, after } of edits) {
    const [from, to] = [before ?? undefined, after ?? undefined];
    for (const via of vias) {
      const turned = judgeEdit(from && withKeysTurned(from), to && withKeysTurned(to), { kubernetesVersion, via });
      expect(turned, id).toEqual(judgeEdit(from, to, { kubernetesVersion, via }));
    }
  }
});

test('what is refused is sorted by field', () => {
  const judged = edits.map(({ before, after }) =>
    judgeEdit(before ?? undefined, after ?? undefined, { kubernetesVersion, via: 'update' }).rejected.map(
      ({ field }) => field,
    ),
  );
  expect(judged.some((fields) => fields.length > 1)).toBe(true);
  for (const fields of judged) expect(fields).toEqual(fields.toSorted());
});

test('whatever stands in a manifest, it is judged', () => {
  const index = nat({ max: manifests.length - 1 });
  assert(
    property(index, alterations, (at, replacements) => {
      const manifest = manifests[at] ?? {};
      const broken = altered(manifest, replacements);
      for (const via of vias) {
        expect(() => judgeEdit(manifest, broken, { kubernetesVersion, via })).not.toThrow();
        expect(() => judgeEdit(broken, manifest, { kubernetesVersion, via })).not.toThrow();
      }
    }),
    { numRuns: 400 },
  );
});

/** null, and the empty text, which takes away what the cluster gave: `volumeName: ""`. */
function holdsNothing(node: JsonValue): boolean {
  if (node === null || node === '') return true;
  return typeof node === 'object' && Object.values(node).some(holdsNothing);
}

function withKeysTurned<T extends JsonValue>(node: T): T {
  return JSON.parse(JSON.stringify(node), (_key, child: unknown) =>
    isJsonObject(child as JsonValue) ? Object.fromEntries(Object.entries(child as JsonObject).toReversed()) : child,
  ) as T;
}
