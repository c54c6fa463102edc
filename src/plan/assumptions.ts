import type { ObjectChange } from '../diff/object-change.ts';
import { isKustomizationRoot } from '../roots/root-of.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { PlanInput } from './plan-input.ts';

/** What the whole plan takes as given, one plain sentence each. */
export function planAssumptions(
  input: PlanInput,
  changes: readonly ObjectChange[],
  rollouts: readonly WorkloadRollout[],
): readonly string[] {
  return [
    ...missingSides(input),
    ...(rollouts.length > 0
      ? ['Base is fully rolled out when the change is applied, and all its pods are ready.']
      : []),
    ...(rollouts.length > 1 ? ['All objects are applied at the same moment; sums of peaks are upper bounds.'] : []),
    ...readAsWritten(input, changes),
  ];
}

/** Objects below a kustomization are what its files say; the build may still change them. */
function readAsWritten(input: PlanInput, changes: readonly ObjectChange[]): readonly string[] {
  const roots = new Set(changes.map(({ change }) => change.object.root));
  const kustomizations = [...roots].filter((root) => isKustomizationRoot(root, input.head.paths)).toSorted();
  if (kustomizations.length === 0) return [];
  const named = kustomizations.slice(0, 3).join(', ');
  const more = kustomizations.length > 3 ? ` and ${kustomizations.length - 3} more` : '';
  return [
    `Objects below the kustomization${kustomizations.length > 1 ? 's' : ''} ${named}${more} are read as written; what kustomize build changes in them is not computed.`,
  ];
}

function missingSides({ base, head }: PlanInput): readonly string[] {
  return [
    ...(base.description.isMissing ? ['The base directory does not exist: it counts as empty.'] : []),
    ...(head.description.isMissing ? ['The head directory does not exist: it counts as empty.'] : []),
  ];
}
