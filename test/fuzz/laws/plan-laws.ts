import { type Arbitrary, array, constantFrom, dictionary, nat, oneof, option, tuple, uint8Array } from 'fast-check';
import { settingsPath } from '../../../src/app/ports.ts';
import { SettingsError } from '../../../src/app/settings-error.ts';
import { commentLimit } from '../../../src/report/comment-limit.ts';
import { renderJson } from '../../../src/report/json.ts';
import { parsePlan } from '../../../src/report/parse-plan.ts';
import { RolloutPlan } from '../../../src/schema/rollout-plan.ts';
import { damage, damaged, fileName, hostileEdit, hostileObject, toYaml } from '../../app/hostile-manifests.ts';
import { everyReport } from '../../app/plan-reports.ts';
import { planInline } from '../../plan-inline.ts';
import { hostileYaml } from '../hostile-yaml.ts';
import { type Laws, law } from '../law.ts';
import { type Change, type Files, type ManifestPool, poolChange, poolText } from '../manifest-pool.ts';
import { requireSame, requireSameJson } from '../require-same.ts';

/** Whatever the files hold, there is a plan which keeps its promises. */
export const planLaws: Laws = {
  'objects with anything in any field give a plan': law(
    () => hostileEdit.map(({ base, head }) => inOneFile('a/all.yaml', toYaml(base), toYaml(head))),
    givesPlan,
  ),

  'objects that are no object of their kind give a plan': law(
    () => tuple(hostileObjectList, hostileObjectList).map(([base, head]) => inOneFile('all.yaml', base, head)),
    givesPlan,
  ),

  'damaged manifests give a plan': law(
    (pool) =>
      tuple(poolText(pool), damage, damage).map(([text, before, after]) =>
        inOneFile('web.yaml', damaged(text, before), damaged(text, after)),
      ),
    givesPlan,
  ),

  'a change whose files are damaged gives a plan, or its settings are refused': law(damagedChange, ({ base, head }) =>
    givesPlanOrRefusesSettings({ base: toBytes(base), head: toBytes(head) }),
  ),

  'any bytes under any name give a plan': law(
    () => tuple(binaryFiles, binaryFiles).map(([base, head]) => ({ base, head })),
    ({ base, head }) => givesPlan({ base: toBytes(base), head: toBytes(head) }),
  ),

  'manifests under any name give a plan': law((pool) => {
    const files = dictionary(fileName, poolText(pool), { maxKeys: 4 });
    return tuple(files, files).map(([base, head]) => ({ base, head }));
  }, givesPlan),

  'documents of different files beside each other give a plan': law((pool) => {
    const documents = array(poolDocument(pool), { maxLength: 6 });
    return tuple(documents, documents, documents).map(([base, shared, head]) =>
      inOneFile('web.yaml', toStream([...base, ...shared]), toStream([...shared, ...head])),
    );
  }, givesPlan),

  'any settings give a plan, or are refused as such': law(
    (pool) =>
      tuple(poolChange(pool), option(settingsText), settingsText).map(([change, before, after]) => ({
        base: before === null ? change.base : { ...change.base, [settingsPath]: before },
        head: { ...change.head, [settingsPath]: after },
      })),
    givesPlanOrRefusesSettings,
  ),

  'YAML which nobody would write gives a plan': law(
    () => tuple(hostileYaml, hostileYaml).map(([base, head]) => inOneFile('web.yaml', base, head)),
    givesPlan,
  ),
};

type AnyFiles = Readonly<Record<keyof Change, Readonly<Record<string, string | Uint8Array>>>>;

async function givesPlanOrRefusesSettings(change: AnyFiles): Promise<void> {
  try {
    await givesPlan(change);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
  }
}

/** A plan in the form of its schema, which can be written, read back and made again; and the comment fits. */
async function givesPlan({ base, head }: AnyFiles): Promise<void> {
  const plan = await planInline(base, head);
  requireSameJson('what the schema says against the plan', RolloutPlan.safeParse(plan).error?.issues ?? [], []);
  const reports = everyReport(plan);
  for (const name of ['markdown', 'markdown diff']) {
    const { length } = reports[name] ?? '';
    if (length > commentLimit) throw new Error(`the ${name} has ${length} characters`);
  }
  const again = everyReport(await planInline(base, head));
  const parsed = parsePlan(renderJson(plan));
  if (parsed.type === 'Unreadable') throw new Error(`the plan cannot be read back: ${parsed.message}`);
  const readBack = everyReport(parsed.plan);
  for (const [name, report] of Object.entries(reports)) {
    requireSame(`${name}, made a second time,`, again[name] ?? '', report);
    requireSame(`${name} of the plan which was read back`, readBack[name] ?? '', report);
  }
}

const hostileObjectList = array(hostileObject, { maxLength: 4 }).map(toYaml);

const namedRoots = [
  'app',
  './app/',
  'overlays/production',
  '.',
  '',
  '..',
  '/app',
  'a\nb',
  '__proto__',
  'x'.repeat(2000),
];
const settingsText = oneof(
  array(constantFrom(...namedRoots), { maxLength: 3 }).map((roots) => JSON.stringify({ roots })),
  hostileYaml,
);

/** Each character stands for a byte. */
const binaryFiles: Arbitrary<Files> = dictionary(
  fileName,
  uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  { maxKeys: 4 },
);

function toBytes(files: Files): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text, 'latin1')]));
}

function inOneFile(path: string, base: string, head: string): Change {
  return { base: { [path]: base }, head: { [path]: head } };
}

function poolDocument(pool: ManifestPool): Arbitrary<string> {
  return tuple(poolText(pool), nat()).map(([text, index]) => {
    const documents = text.split(/^---.*\n/m);
    return documents[index % documents.length] ?? '';
  });
}

function toStream(documents: readonly string[]): string {
  return documents.map((text) => `---\n${text}${text.endsWith('\n') ? '' : '\n'}`).join('');
}

/** A change of the pool, as bytes, some files of which are damaged. */
function damagedChange(pool: ManifestPool): Arbitrary<Change> {
  const harms = array(tuple(nat(), damage), { minLength: 1, maxLength: 3 });
  return tuple(poolChange(pool), harms, harms).map(([{ base, head }, before, after]) => ({
    base: withHarms(base, before),
    head: withHarms(head, after),
  }));
}

function withHarms(files: Files, harms: readonly (readonly [nth: number, Parameters<typeof damaged>[1]])[]): Files {
  const entries = Object.entries(files).map(([path, text]) => [path, Buffer.from(text).toString('latin1')] as const);
  const result = new Map(entries);
  for (const [nth, harm] of harms) {
    const [path, text] = entries[nth % Math.max(1, entries.length)] ?? [];
    if (path !== undefined && text !== undefined) result.set(path, damaged(text, harm));
  }
  return Object.fromEntries(result);
}
