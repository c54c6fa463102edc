import type { ManifestFile } from '../manifest/manifest-document.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { assemblePlan } from '../plan/assemble-plan.ts';
import { interestsOf, nextInterests } from '../plan/interests.ts';
import { changedDocuments, type PlanInput, type RevisionInput } from '../plan/plan-input.ts';
import { assignRoots } from '../roots/assign-roots.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { ChangedFile, RevisionFile, RevisionSource, Side } from './ports.ts';

export interface PlanOptions {
  readonly toolVersion: string;
  readonly kubernetesVersion: string;
}

const roundsMax = 5;

/**
 * The use case: two revisions in, a plan out. Gathers the facts in rounds (what changed, then the unchanged objects
 * which that needs, then what these need) and hands them to the pure core. Throws RevisionError where the source does.
 */
export async function planRevisions(source: RevisionSource, options: PlanOptions): Promise<RolloutPlan> {
  return assemblePlan(await gatherFacts(source, options));
}

async function gatherFacts(source: RevisionSource, options: PlanOptions): Promise<PlanInput> {
  const changed = await source.changedFiles();
  const base = await readSide(source, 'base', changed);
  const head = await readSide(source, 'head', changed);
  const { unchanged, isComplete } = await findRelated(source, base, head);
  return {
    ...options,
    base,
    head,
    pairs: changed.map((file) => ({ base: file.base?.path, head: file.head?.path })),
    unchanged,
    notRead: [...changed.flatMap(notRead), ...(isComplete ? [] : [tooManyRounds])],
  };
}

async function readSide(source: RevisionSource, side: Side, changed: readonly ChangedFile[]): Promise<RevisionInput> {
  const files = changed.flatMap((file) => readable(file[side]));
  const paths = new Set(files.length === 0 ? [] : await source.paths(side));
  return { description: source[side], files, paths };
}

function readable(file: RevisionFile | undefined): ManifestFile[] {
  return file?.type === 'File' && isManifestPath(file.path) ? [readManifest(file.path, file.bytes)] : [];
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

async function findRelated(
  source: RevisionSource,
  base: RevisionInput,
  head: RevisionInput,
): Promise<{ unchanged: readonly RevisionObject[]; isComplete: boolean }> {
  const changed = [...changedObjects(base, head), ...changedObjects(head, base)];
  let interests = interestsOf(changed);
  const read = new Map<string, ManifestFile>();
  for (let round = 0; round < roundsMax && interests.words.length > 0; round += 1) {
    for (const file of await source.unchangedMentioning(interests.words)) {
      if (!read.has(file.path)) for (const manifest of readable(file)) read.set(file.path, manifest);
    }
    interests = nextInterests(interests, unchangedObjects(read, base, head));
  }
  return { unchanged: interests.objects.slice(changed.length), isComplete: interests.words.length === 0 };
}

function changedObjects(side: RevisionInput, other: RevisionInput): readonly RevisionObject[] {
  const documents = new Set(changedDocuments(side.files, other.files));
  const files = side.files.map((file) => ({ ...file, documents: file.documents.filter((one) => documents.has(one)) }));
  return assignRoots(files, side.paths).objects;
}

/** What the changed files hold unchanged stands beside what unchanged files hold. */
function unchangedObjects(
  read: ReadonlyMap<string, ManifestFile>,
  base: RevisionInput,
  head: RevisionInput,
): readonly RevisionObject[] {
  const changed = new Set(changedDocuments(head.files, base.files));
  const beside = head.files.map((file) => ({ ...file, documents: file.documents.filter((one) => !changed.has(one)) }));
  return assignRoots([...read.values(), ...beside], head.paths).objects;
}
