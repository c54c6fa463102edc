import type { ObjectChange } from '../diff/object-change.ts';
import { kustomizationOf } from '../roots/root-of.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import { listWords } from './list-words.ts';
import type { PlanInput, SettingsFacts } from './plan-input.ts';

/** What the whole plan takes as given, one plain sentence each. */
export function planAssumptions(
  input: PlanInput,
  changes: readonly ObjectChange[],
  rollouts: readonly WorkloadRollout[],
): readonly string[] {
  return [
    ...missingSides(input),
    ...startOfRollouts(rollouts, input.facts !== undefined),
    ...nodesOfRollouts(rollouts),
    ...(rollouts.length > 1 ? ['All objects are applied at the same moment; sums of peaks are upper bounds.'] : []),
    ...builtKustomizations(input),
    ...turnedRoots(input),
    ...readAsWritten(input, changes),
    ...readByNone(input, changes),
    ...changedSettings(input.settings),
    ...emptyRoots(input.settings),
  ];
}

function startOfRollouts(rollouts: readonly WorkloadRollout[], hasFacts: boolean): readonly string[] {
  const known = rollouts.filter(({ startsFrom }) => startsFrom === 'Cluster').length;
  if (rollouts.length === 0) return [];
  if (known === 0 && hasFacts) return ['The facts show none of these workloads: base counts as fully rolled out.'];
  if (known === 0) return ['Base is fully rolled out when the change is applied, and all its pods are ready.'];
  const rest = 'Base is fully rolled out where the facts show nothing, and all its pods are ready.';
  return [
    'The cluster is as the facts show it when the change is applied.',
    ...(known < rollouts.length ? [rest] : []),
  ];
}

function nodesOfRollouts(rollouts: readonly WorkloadRollout[]): readonly string[] {
  const assumed = rollouts.find(({ replicas }) => replicas.decidedBy === 'Assumption');
  if (!assumed) return [];
  return [
    `Every DaemonSet runs on ${assumed.replicas.max} nodes; --facts tells the real number, or assumptions.nodes in .rollcast.yaml.`,
  ];
}

function builtKustomizations({ kustomizations: { renderer, built } }: PlanInput): readonly string[] {
  if (renderer === undefined || built.length === 0) return [];
  const lasting = built.filter(({ turn }) => turn === undefined);
  const named = lasting.filter(({ decidedBy }) => decidedBy === 'Settings').map(({ directory }) => directory);
  const others = lasting.filter(({ decidedBy }) => decidedBy === 'Unreferenced').map(({ directory }) => directory);
  return [
    ...(others.length > 0 ? [`Built by ${renderer}, as no kustomization refers to them: ${listed(others)}.`] : []),
    ...(named.length > 0 ? [`Built by ${renderer}, as the settings name them: ${listed(named)}.`] : []),
  ];
}

/** The one guess which makes objects come and go. */
function turnedRoots({ kustomizations: { built } }: PlanInput): readonly string[] {
  return built.flatMap(({ directory, turn }) => {
    if (!turn) return [];
    const who = listed(turn.referrers);
    const refer = turn.referrers.length === 1 ? 'refers' : 'refer';
    return turn.to === 'Base'
      ? `${directory} is taken to be applied alone no longer, as ${who} now ${refer} to it; if it still is, name it under roots in .rollcast.yaml.`
      : `${directory} is taken to be applied alone from now on, as ${who} no longer ${refer} to it.`;
  });
}

/** All would be a wall of names. */
function listed(directories: readonly string[]): string {
  const shown = directories.slice(0, directoriesShown);
  const more = directories.length - shown.length;
  return more === 0 ? listWords(shown, (path) => path) : `${shown.join(', ')} and ${more} more`;
}

const directoriesShown = 6;

/** Objects below a kustomization are what its files say; the build may still change them. */
function readAsWritten({ head, kustomizations }: PlanInput, changes: readonly ObjectChange[]): readonly string[] {
  const unread = new Set(kustomizations.unread);
  const written = changes.filter(
    ({ change, before, after }) => !(after ?? before)?.object.origin && !unread.has(change.source.path),
  );
  const below = new Set(written.flatMap(({ change }) => kustomizationOf(change.source.path, head.paths) ?? []));
  const directories = [...below].toSorted();
  if (directories.length === 0) return [];
  const missing = kustomizations.unbuilt.length > 0 ? ' (neither kustomize nor kubectl is installed here)' : '';
  return [
    `Objects below the kustomization${directories.length > 1 ? 's' : ''} ${listWords(directories, (path) => path)} are read as written; what kustomize build changes in them is not computed${missing}.`,
  ];
}

function readByNone({ kustomizations: { unread } }: PlanInput, changes: readonly ObjectChange[]): readonly string[] {
  const told = new Set(changes.map(({ change }) => change.source.path));
  const paths = unread.filter((path) => told.has(path));
  if (paths.length === 0) return [];
  return [`No kustomization reads ${listed(paths)}: what changes there is planned as it is written.`];
}

const settingsChanges = { create: 'are new', update: 'change', delete: 'are removed' };
const settingsFollowed = {
  base: 'this plan still follows the old ones',
  head: 'this plan already follows the new ones',
  others: 'this plan follows other settings',
};

function changedSettings({ change, follows }: SettingsFacts): readonly string[] {
  if (change === undefined) return [];
  const isNone = (change === 'delete' && follows === 'head') || (change === 'create' && follows === 'base');
  const followed = isNone ? 'this plan follows none' : settingsFollowed[follows];
  return [`The settings in .rollcast.yaml ${settingsChanges[change]}: ${followed}.`];
}

function emptyRoots({ emptyRoots: roots }: SettingsFacts): readonly string[] {
  if (roots.length === 0) return [];
  const named = roots.length > 1 ? 'which the settings name as roots' : 'which the settings name as a root';
  return [`Neither revision has a file in ${listWords(roots, (path) => path)}, ${named}.`];
}

function missingSides({ base, head }: PlanInput): readonly string[] {
  return [
    ...(base.description.isMissing ? ['The base directory does not exist: it counts as empty.'] : []),
    ...(head.description.isMissing ? ['The head directory does not exist: it counts as empty.'] : []),
  ];
}
