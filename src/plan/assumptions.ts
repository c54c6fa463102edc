import type { ObjectChange } from '../diff/object-change.ts';
import { kustomizationOf } from '../roots/root-of.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import { listWords } from './list-words.ts';
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
function readAsWritten({ head }: PlanInput, changes: readonly ObjectChange[]): readonly string[] {
  const below = new Set(changes.flatMap(({ change }) => kustomizationOf(change.source.path, head.paths) ?? []));
  const kustomizations = [...below].toSorted();
  if (kustomizations.length === 0) return [];
  return [
    `Objects below the kustomization${kustomizations.length > 1 ? 's' : ''} ${listWords(kustomizations)} are read as written; what kustomize build changes in them is not computed.`,
  ];
}

function missingSides({ base, head }: PlanInput): readonly string[] {
  return [
    ...(base.description.isMissing ? ['The base directory does not exist: it counts as empty.'] : []),
    ...(head.description.isMissing ? ['The head directory does not exist: it counts as empty.'] : []),
  ];
}
