import type { ManifestDocument, ManifestFile } from '../manifest/manifest-document.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import type { OpenManifest } from '../manifest/open-manifest.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { assemblePlan } from '../plan/assemble-plan.ts';
import { documentFilter } from '../plan/document-filter.ts';
import { interestsOf, nextInterests, type Search, searchesOf } from '../plan/interests.ts';
import { changedDocuments, type PlanInput, type RevisionInput } from '../plan/plan-input.ts';
import { assignRoots } from '../roots/assign-roots.ts';
import { rootFinder } from '../roots/root-finder.ts';
import { rootMarkersOf, rootOf } from '../roots/root-of.ts';
import { countNoun } from '../schema/count-noun.ts';
import type { Facts } from '../schema/facts.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { describeSettings, withoutSettings } from './describe-settings.ts';
import { gatherChoices, type StrategyOptions } from './gather-choices.ts';
import { loadSettings } from './load-settings.ts';
import { type ChangedManifest, openable, openChanged } from './open-changed.ts';
import type { ChangedFile, OpenRenderer, RevisionFile, RevisionSource, Side } from './ports.ts';
import type { FactsFile } from './read-facts.ts';
import type { NamedFile } from './read-yaml-document.ts';
import { type ReadingBudget, readingBudget } from './reading-budget.ts';
import { renderedChange } from './rendered-change.ts';

export interface PlanOptions extends StrategyOptions {
  readonly toolVersion: string;
  readonly kubernetesVersion: string;
  /** Instead of those which lie beside the manifests. */
  readonly settings?: NamedFile;
  /** What kubectl printed of the cluster. */
  readonly facts?: FactsFile;
  /** What builds kustomizations; absent, or without result: they are read as they are written. */
  readonly openRenderer?: OpenRenderer;
}

/** Is told what is going on, in words for a person who waits. */
export type OnPhase = (phase: string) => void;

const roundsMax = 5;
/** Where nobody says how many nodes there are. */
const assumedNodesDefault = 10;

/**
 * The use case: two revisions in, a plan out. Gathers the facts in rounds (what changed, then the unchanged objects
 * which that needs, then what these need) and hands them to the pure core. Throws RevisionError where the source does, and
 * SettingsError and FactsError.
 */
export async function planRevisions(
  source: RevisionSource,
  options: PlanOptions,
  onPhase: OnPhase = () => undefined,
): Promise<RolloutPlan> {
  const facts = await gatherFacts(source, options, onPhase);
  const documents = Math.max(facts.base.changed.length, facts.head.changed.length);
  onPhase(`forecasting ${countNoun(documents, 'changed document')}`);
  return assemblePlan(facts);
}

/** All facts of a plan, or of anything else that is told of the same change. Throws as planRevisions does. */
export async function gatherFacts(
  source: RevisionSource,
  { settings, facts: factsFile, toolVersion, kubernetesVersion, openRenderer, ...strategyOptions }: PlanOptions,
  onPhase: OnPhase,
): Promise<PlanInput> {
  const facts = factsFile && (await loadFacts(factsFile, onPhase));
  onPhase('listing what changed');
  const loaded = await loadSettings(source, settings);
  const allChanged = await source.changedFiles();
  const written = withoutSettings(allChanged);
  const namedRoots = new Set(loaded.read?.settings.roots);
  const rendered = await renderedChange(source, written, {
    namedRoots,
    allowsRemote: loaded.read?.settings.kustomize.allowRemote ?? false,
    openRenderer,
    onPhase,
  });
  const { changed: changedFiles } = rendered;
  onPhase(`reading ${countNoun(changedFiles.length, 'changed file')}`);
  const opened = openChanged(changedFiles);
  const budget = readingBudget();
  const compared = {
    base: opened.base.map(({ manifest, isWanted }) => budget.read(manifest.read(isWanted))),
    head: opened.head.map(({ manifest, isWanted }) => budget.read(manifest.read(isWanted))),
    pairs: changedFiles.map((file) => ({ base: file.base?.path, head: file.head?.path })),
  };
  const files = [...compared.base, ...compared.head];
  const strategies = await gatherChoices(source, loaded, strategyOptions, files);
  const markers = markersOf(files);
  const side = async (name: Side): Promise<RevisionInput> => ({
    description: source[name],
    files: compared[name],
    changed: changedDocuments(compared, name),
    paths: new Set(await source.paths(name, markers)),
  });
  const revisions = {
    namedRoots,
    base: await side('base'),
    head: await side('head'),
  };
  onPhase('looking for related objects');
  const { unchanged, isComplete } = await findRelated(rendered.related, revisions, opened.head);
  return {
    toolVersion,
    kubernetesVersion,
    ...(facts ? { facts } : {}),
    ...(strategies ? { strategies } : {}),
    ...revisions,
    settings: await describeSettings(source, loaded, allChanged),
    assumedNodes: loaded.read?.settings.assumptions.nodes ?? assumedNodesDefault,
    pairs: compared.pairs,
    unchanged,
    kustomizations: {
      renderer: rendered.renderer,
      built: rendered.roots,
      unread: rendered.unread,
      unbuilt: rendered.unbuilt,
    },
    notRead: [...changedFiles.flatMap(notRead), ...rendered.notBuilt, ...(isComplete ? [] : [tooManyRounds])],
  };
}

/** Most plans have none: they do not pay for the schema. */
async function loadFacts(file: FactsFile, onPhase: OnPhase): Promise<Facts> {
  onPhase('reading the facts of the cluster');
  const { readFacts } = await import('./read-facts.ts');
  return readFacts(file);
}

function markersOf(files: readonly { readonly path: string }[]): readonly string[] {
  return [...new Set(files.flatMap(({ path }) => rootMarkersOf(path)))];
}

function notRead({ base, head }: ChangedFile): NotComputed[] {
  const file = head ?? base;
  if (!file || file.type === 'File') return [];
  const detail =
    file.type === 'Submodule'
      ? 'a submodule: its files are in another repository'
      : 'a symbolic link: links are not followed; the file that it points to is read under its own name';
  if (file.type === 'SymbolicLink' && !isManifestPath(file.path)) return [];
  return [{ what: file.path, reason: file.type, detail }];
}

const tooManyRounds: NotComputed = {
  what: 'further related objects',
  reason: 'TooManyRounds',
  detail: `after ${roundsMax} rounds the objects that were found still refer to others, which were not read`,
};

type Revisions = Pick<PlanInput, 'namedRoots' | 'base' | 'head'>;

async function findRelated(
  source: Pick<RevisionSource, 'paths' | 'unchangedMentioning'>,
  revisions: Revisions,
  opened: readonly ChangedManifest[],
): Promise<{ unchanged: readonly RevisionObject[]; isComplete: boolean }> {
  const { namedRoots, head } = revisions;
  const changed = [...changedObjects(revisions, 'base'), ...changedObjects(revisions, 'head')];
  const manifests = new Map(opened.map(({ manifest }) => [manifest.path, manifest]));
  let { paths } = head;
  let interests = interestsOf(changed);
  let searches = searchesOf(interests);
  for (let round = 0; round < roundsMax && searches.length > 0; round += 1) {
    const budget = readingBudget();
    const found = await openMentioning(source, searches, manifests, budget);
    for (const manifest of found) manifests.set(manifest.path, manifest);
    paths = new Set([...paths, ...(await source.paths('head', markersOf(found)))]);
    const isWanted = documentFilter(interests.words);
    const files = [...manifests.values()].map((manifest) => budget.read(manifest.read(isWanted)));
    const unchanged = documentsAmong(files, new Set(head.changed), false);
    interests = nextInterests(interests, assignRoots(unchanged, (path) => rootOf(path, paths, namedRoots)).objects);
    searches = searchesOf(interests);
  }
  return { unchanged: interests.objects.slice(changed.length), isComplete: searches.length === 0 };
}

/** The unchanged files which the searches find and which are not open yet. */
async function openMentioning(
  source: Pick<RevisionSource, 'unchangedMentioning'>,
  searches: readonly Search[],
  open: ReadonlyMap<string, OpenManifest>,
  budget: ReadingBudget,
): Promise<readonly OpenManifest[]> {
  const found = new Map<string, RevisionFile>();
  for (const { words, besides } of searches) {
    for (const file of await source.unchangedMentioning(words, besides)) found.set(file.path, file);
  }
  return [...found.values()].filter(({ path }) => !open.has(path)).flatMap((file) => openable(file, budget));
}

function changedObjects(revisions: Revisions, side: Side): readonly RevisionObject[] {
  const { files, changed } = revisions[side];
  return assignRoots(documentsAmong(files, new Set(changed), true), rootFinder(revisions, side)).objects;
}

function documentsAmong(
  files: readonly ManifestFile[],
  some: ReadonlySet<ManifestDocument>,
  isAmong: boolean,
): readonly ManifestFile[] {
  return files.map((file) => ({ ...file, documents: file.documents.filter((one) => some.has(one) === isAmong) }));
}
