import { nat, tuple } from 'fast-check';
import { settingsPath } from '../../../src/app/ports.ts';
import { isChartPath, isKustomizationPath } from '../../../src/manifest/manifest-path.ts';
import { readManifest } from '../../../src/manifest/read-manifest.ts';
import { isJsonObject, type JsonValue } from '../../../src/schema/json.ts';
import type { RolloutPlan } from '../../../src/schema/rollout-plan.ts';
import { hostileEdit, hostileObjects, toYaml } from '../../app/hostile-manifests.ts';
import { planInline } from '../../plan-inline.ts';
import { type Laws, law } from '../law.ts';
import { type Files, poolChange, poolText } from '../manifest-pool.ts';
import { requireSameJson } from '../require-same.ts';
import { choices, writeYaml } from '../write-yaml.ts';

/** What may be written in another way without any effect. */
export const meaningLaws: Laws = {
  'equal objects in other words are no change': law(
    () =>
      tuple(hostileObjects, choices, choices).map(([objects, before, after]) => [
        writeYaml(objects, before),
        writeYaml(objects, after),
      ]),
    async ([before = '', after = '']) =>
      requireNoChange(await planInline({ 'all.yaml': before }, { 'all.yaml': `# a remark\n${after}` })),
  ),

  'remarks, blank lines and other line ends in a manifest change nothing': law(poolText, async (text) =>
    requireNoChange(await planInline({ 'a/web.yaml': text }, { 'a/web.yaml': withRemarks(text) })),
  ),

  'a manifest which is written anew, its keys turned around, changes nothing': law(
    (pool) => tuple(poolText(pool), choices),
    async ([text, ways]) =>
      requireNoChange(await planInline({ 'a/web.yaml': text }, { 'a/web.yaml': writtenAnew(text, ways) })),
  ),

  'files which are renamed within their directory change nothing': law(
    (pool) => poolChange(pool).map(({ head }) => head),
    async (files) => requireNoChange(await planInline(files, renamed(files))),
  ),

  'neither the order of documents nor that of keys nor how they are spread over files matters': law(
    () =>
      tuple(hostileEdit, nat(), choices).map(([{ base, head }, seed, ways]) => ({
        plain: { base: inOneFile(base), head: inOneFile(head) },
        turned: { base: turned(base, seed, ways), head: turned(head, seed + 1, ways) },
        spread: { base: spread(base, seed), head: spread(head, seed) },
      })),
    async ({ plain, turned, spread }) => {
      if (!holdObjectsOnly(plain.base, plain.head)) return;
      const plan = await planInline(plain.base, plain.head);
      requireSamePlan('the plan of turned documents', await planInline(turned.base, turned.head), plan);
      requireSamePlan('the plan of one file per object', await planInline(spread.base, spread.head), plan);
    },
  ),

  'objects within a List are the objects beside each other': law(
    () =>
      hostileEdit.map(({ base, head }) => ({
        documents: { base: inOtherWords(base), head: inOneFile(head) },
        lists: { base: inOneFile([listOf(base)]), head: inOneFile([listOf(head)]) },
      })),
    async ({ documents, lists }) => {
      if (!holdObjectsOnly(documents.base, documents.head)) return;
      const plan = await planInline(documents.base, documents.head);
      requireSamePlan('the plan of two Lists', await planInline(lists.base, lists.head), plan);
    },
  ),

  'of two definitions of one object the later counts': law(
    () =>
      hostileEdit.map(({ base, head }) => ({
        once: { base: inOtherWords(base), head: inOneFile(head) },
        twice: { base: inOneFile([...head, ...base]), head: inOneFile([...base, ...head]) },
      })),
    async ({ once, twice }) => {
      if (!holdObjectsOnly(once.base, once.head)) return;
      const [plan, again] = [await planInline(once.base, once.head), await planInline(twice.base, twice.head)];
      requireSamePlan('the plan of repeated definitions', { ...again, diagnostics: [] }, { ...plan, diagnostics: [] });
    },
  ),

  'what is added and what is removed are the same objects': law(
    () => hostileObjects.map(toYaml),
    async (text) => {
      const files = { 'all.yaml': text };
      const [added, removed] = [await planInline({}, files), await planInline(files, {})];
      requireSameJson(
        'what is no addition',
        added.changes.filter(({ action }) => action !== 'create'),
        [],
      );
      requireSameJson(
        'what is no removal',
        removed.changes.filter(({ action }) => action !== 'delete'),
        [],
      );
      requireSameJson('what is removed', objectsOf(removed), objectsOf(added));
    },
  ),

  'only what lies below the paths that were asked for is told': law(
    (pool) =>
      tuple(poolChange(pool), nat(), nat()).map(([change, nth, depth]) => {
        const paths = Object.keys({ ...change.base, ...change.head });
        const parts = (paths[nth % paths.length] ?? '').split('/');
        return { ...change, path: parts.slice(0, 1 + (depth % parts.length)).join('/') };
      }),
    async ({ base, head, path }) => {
      const { changes, findings, notComputed, diagnostics } = await planInline(base, head, { paths: [path] });
      const told = [...changes, ...findings, ...notComputed, ...diagnostics].flatMap(
        ({ source }) => source?.path ?? [],
      );
      const strangers = told.filter((each) => each !== path && !each.startsWith(`${path}/`));
      requireSameJson(`what is told from outside of ${path}`, strangers, []);
    },
  ),
};

/** What is not computed may be told; anything else would say that something happens. */
function requireNoChange({ changes, rollouts, traffic, findings, outcome, notComputed }: RolloutPlan): void {
  requireSameJson(
    'what happens',
    { changes, rollouts, traffic, findings },
    { changes: [], rollouts: [], traffic: [], findings: [] },
  );
  const isClear = notComputed.every(({ reason }) => reason === 'NotAManifest');
  requireSameJson('the outcome', outcome, isClear ? 'Unchanged' : 'Indeterminate');
}

function objectsOf({ changes }: RolloutPlan): readonly unknown[] {
  return changes.map(({ object }) => object);
}

function inOneFile(objects: readonly JsonValue[]): Files {
  return { 'all.yaml': toYaml(objects) };
}

/** So that all documents differ, as they do where a List changes, or of each object the other definition counts. */
function inOtherWords(objects: readonly JsonValue[]): Files {
  return { 'all.yaml': toYaml(objects).replaceAll('---\n', '---\n# a remark\n') };
}

function turned(objects: readonly JsonValue[], by: number, ways: readonly number[]): Files {
  const at = by % Math.max(1, objects.length);
  return { 'all.yaml': writeYaml([...objects.slice(at), ...objects.slice(0, at)].map(withKeysTurned), ways) };
}

function spread(objects: readonly JsonValue[], by: number): Files {
  return Object.fromEntries(objects.map((each, index) => [`${(index + by) % objects.length}.yaml`, toYaml([each])]));
}

function listOf(items: readonly JsonValue[]): JsonValue {
  return { apiVersion: 'v1', kind: 'List', items };
}

function withKeysTurned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withKeysTurned);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, JsonValue] => [key, withKeysTurned(child)]);
  return Object.fromEntries(entries.toReversed());
}

/** Remarks and blank lines where no block scalar can be: at the beginning and the end. */
function withRemarks(text: string): string {
  const isStream = /^\s*[^\s{[]/.test(text);
  const remarked = isStream
    ? `# a remark\n\n${text}${text.endsWith('\n') ? '' : '\n'}---\n# the end\n\n`
    : `${text}\n\n`;
  return remarked.replaceAll(/\r?\n/g, '\r\n');
}

/** The objects as they are read, in another style; what is no object stays as it is. */
function writtenAnew(text: string, ways: readonly number[]): string {
  if (!holdObjectsOnly({ text })) return `${text}\n`;
  const { documents } = readManifest('a/web.yaml', Buffer.from(text));
  const objects = documents.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []));
  return writeYaml(
    objects.map(({ value }) => withKeysTurned(value)),
    ways,
  );
}

/** A document that is no object, a patch for instance, casts doubt on its file, and is told whenever its words change. */
function holdObjectsOnly(...sides: readonly Files[]): boolean {
  const documents = sides.flatMap((files) =>
    Object.values(files).flatMap((text) => readManifest('a/web.yaml', Buffer.from(text)).documents),
  );
  return documents.every(({ content }) => content.type === 'Objects' || content.type === 'Empty');
}

/** The names of some files have a meaning. */
function renamed(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      if (path === settingsPath || isKustomizationPath(path) || isChartPath(path)) return [path, text];
      const name = path.lastIndexOf('/') + 1;
      return [`${path.slice(0, name)}renamed-${path.slice(name)}`, text];
    }),
  );
}

const places: ReadonlySet<string> = new Set(['source', 'linesChanged']);

/** Compares without lines: documents which change places have others. Of a file's remarks the first of each reason is told. */
function requireSamePlan(what: string, actual: RolloutPlan, expected: RolloutPlan): void {
  requireSameJson(what, withoutPlaces(actual), withoutPlaces(expected));
}

function withoutPlaces(plan: RolloutPlan): unknown {
  const notComputed = plan.notComputed.map(({ what, reason }) => `${reason} ${what}`).toSorted();
  const diagnostics = plan.diagnostics.map(({ type, message }) => `${type} ${message}`).toSorted();
  const text = JSON.stringify({ ...plan, notComputed, diagnostics }, (key, value: unknown) =>
    places.has(key) ? undefined : value,
  );
  return JSON.parse(text);
}
