import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  array,
  asyncProperty,
  constantFrom,
  dictionary,
  type IAsyncProperty,
  nat,
  tuple,
  uint8Array,
} from 'fast-check';
import { expect } from 'vitest';
import { isJsonObject, type JsonValue } from '../../src/schema/json.ts';
import { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { planInline } from '../plan-inline.ts';
import { damage, damaged, fileName, hostileEdit, hostileObject, hostileObjects, toYaml } from './hostile-manifests.ts';
import { everyReport } from './plan-reports.ts';

type Files = Readonly<Record<string, string>>;

const golden = join(import.meta.dirname, '../golden');
const goldenManifests: readonly string[] = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\b(?:base|head)\/.*\.ya?ml$/.test(path))
  .toSorted()
  .map((path) => readFileSync(join(golden, path), 'utf8'));

/** What holds of every plan, whatever it was made from. */
async function holds(base: Files, head: Files): Promise<void> {
  const plan = await planInline(base, head);
  expect(RolloutPlan.safeParse(plan).error?.issues).toBeUndefined();
  const reports = everyReport(plan);
  expect(reports['markdown']?.length).toBeLessThan(60_000);
  expect(reports['markdown diff']?.length).toBeLessThan(60_000);
  expect(everyReport(await planInline(base, head))).toEqual(reports);
}

/** The laws of the whole way from files to reports, by their names. */
export const planLaws: Readonly<Record<string, () => IAsyncProperty<never> | IAsyncProperty<unknown>>> = {
  'objects with anything in any field give a plan': () =>
    asyncProperty(hostileEdit, ({ base, head }) =>
      holds({ 'a/all.yaml': toYaml(base) }, { 'a/all.yaml': toYaml(head) }),
    ),

  'objects that are no object of their kind give a plan': () =>
    asyncProperty(array(hostileObject, { maxLength: 4 }), array(hostileObject, { maxLength: 4 }), (base, head) =>
      holds({ 'all.yaml': toYaml(base) }, { 'all.yaml': toYaml(head) }),
    ),

  'damaged manifests give a plan': () =>
    asyncProperty(constantFrom(...goldenManifests), damage, damage, (text, before, after) =>
      holds({ 'web.yaml': damaged(text, before) }, { 'web.yaml': damaged(text, after) }),
    ),

  'any bytes under any name give a plan': () => {
    const content = uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
    const files = dictionary(fileName, content, { maxKeys: 4 });
    return asyncProperty(files, files, holds);
  },

  'manifests under any name give a plan': () => {
    const files = dictionary(fileName, constantFrom(...goldenManifests), { maxKeys: 4 });
    return asyncProperty(files, files, holds);
  },

  'equal objects in other words are no change': () =>
    asyncProperty(hostileObjects, async (objects) => {
      const text = toYaml(objects);
      const plan = await planInline({ 'all.yaml': text }, { 'all.yaml': `# a remark\n${text}` });
      expect(plan).toMatchObject({ changes: [], rollouts: [], traffic: [], findings: [] });
      expect(plan.outcome).toBe(plan.notComputed.length === 0 ? 'Unchanged' : 'Indeterminate');
    }),

  'neither the order of documents nor that of keys nor how they are spread over files matters': () =>
    asyncProperty(hostileEdit, nat(), async ({ base, head }, seed) => {
      const plan = await planInline({ 'all.yaml': toYaml(base) }, { 'all.yaml': toYaml(head) });
      const turned = await planInline(
        { 'all.yaml': toYaml(rotated(base, seed).map(withKeysTurned)) },
        { 'all.yaml': toYaml(rotated(head, seed + 1).map(withKeysTurned)) },
      );
      expect(withoutPlaces(turned)).toEqual(withoutPlaces(plan));
      const spread = (objects: readonly JsonValue[]) =>
        Object.fromEntries(objects.map((each, index) => [`${(index + seed) % objects.length}.yaml`, toYaml([each])]));
      // A document that is no object casts doubt on its own file only.
      if (plan.notComputed.length === 0) {
        expect(withoutPlaces(await planInline(spread(base), spread(head)))).toEqual(withoutPlaces(plan));
      }
    }),

  'what is added and what is removed are the same objects': () =>
    asyncProperty(tuple(hostileObjects, nat()), async ([objects]) => {
      const files = { 'all.yaml': toYaml(objects) };
      const [added, removed] = [await planInline({}, files), await planInline(files, {})];
      expect(added.changes.filter(({ action }) => action !== 'create')).toEqual([]);
      expect(removed.changes.filter(({ action }) => action !== 'delete')).toEqual([]);
      expect(added.changes.map(({ object }) => object)).toEqual(removed.changes.map(({ object }) => object));
    }),
};

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % Math.max(1, list.length);
  return [...list.slice(at), ...list.slice(0, at)];
}

function withKeysTurned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withKeysTurned);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, JsonValue] => [key, withKeysTurned(child)]);
  return Object.fromEntries(entries.toReversed());
}

const places: ReadonlySet<string> = new Set(['source', 'linesChanged']);

/** A plan without lines: documents which change places have others. Of a file's remarks the first of each reason is told. */
function withoutPlaces(plan: RolloutPlan): object {
  const notComputed = plan.notComputed.map(({ what, reason }) => `${reason} ${what}`).toSorted();
  const diagnostics = plan.diagnostics.map(({ type, message }) => `${type} ${message}`).toSorted();
  return Object(
    JSON.parse(
      JSON.stringify({ ...plan, notComputed, diagnostics }, (key, value: unknown) =>
        places.has(key) ? undefined : value,
      ),
    ),
  );
}
