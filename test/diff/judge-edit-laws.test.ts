import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  dictionary,
  letrec,
  nat,
  oneof,
  property,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { judgeEdit } from '../../src/diff/judge-edit.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/schema/json.ts';
import { readRecords } from '../conformance/read-records.ts';

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

const value: Arbitrary<JsonValue> = letrec<{ any: JsonValue }>((tie) => ({
  any: oneof(
    { maxDepth: 3 },
    constantFrom<JsonValue>(null, true, 0, -1, 1.5, 2n ** 70n, '', 'web', '25%', '1Gi'),
    array(tie('any'), { maxLength: 2 }),
    dictionary(constantFrom('name', 'port', 'app', '__proto__', 'constructor'), tie('any'), { maxKeys: 2 }),
  ),
})).any;

test('whatever stands in a manifest, it is judged', () => {
  const index = nat({ max: manifests.length - 1 });
  assert(
    property(index, array(tuple(nat(), value), { minLength: 1, maxLength: 3 }), (at, replacements) => {
      const manifest = manifests[at] ?? {};
      const broken = replacements.reduce((whole, [place, given]) => withValueAt(whole, place, given), manifest);
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

/** The manifest with another value at the n-th of its places, counted around. */
function withValueAt(manifest: JsonObject, place: number, given: JsonValue): JsonObject {
  const places: (readonly string[])[] = [];
  collectPlaces(manifest, [], places);
  const path = places[place % places.length] ?? [];
  return replaceAt(manifest, path, given) as JsonObject;
}

function collectPlaces(node: JsonValue, path: readonly string[], places: (readonly string[])[]): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, child] of Object.entries(node)) {
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    places.push([...path, key]);
    collectPlaces(child, [...path, key], places);
  }
}

function replaceAt(node: JsonValue, [key, ...rest]: readonly string[], given: JsonValue): JsonValue {
  if (key === undefined || typeof node !== 'object' || node === null) return given;
  if (Array.isArray(node)) {
    return node.map((item: JsonValue, at) => (String(at) === key ? replaceAt(item, rest, given) : item));
  }
  const fields = node as JsonObject;
  return { ...fields, [key]: replaceAt(fields[key] ?? null, rest, given) };
}
