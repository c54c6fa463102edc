import type { RevisionObject } from '../manifest/revision-object.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { indexByTarget } from './autoscalers.ts';
import type { FindPlayer } from './forecast-workloads.ts';
import { delegatedTarget } from './relations.ts';

/** Finds who rolls a workload out in its stead. */
export interface Delegations {
  /**
   * The Flagger Canary, Argo Rollout or Kruise Rollout which names the workload, in head or else in base: one of its root, else one of
   * a single other root. What such a workload does is not what its own controller alone would do.
   */
  readonly ownerOf: (workload: ObjectReference) => RevisionObject | undefined;
}

/** Both lists are all objects of a revision that are known. */
export function indexDelegations(base: readonly RevisionObject[], head: readonly RevisionObject[]): Delegations {
  const [inBase, inHead] = [base, head].map((objects) => indexByTarget(objects, delegatedTarget));
  return { ownerOf: (reference) => inHead?.of({ reference }) ?? inBase?.of({ reference }) };
}

/** No player for what another controller rolls out. */
export function withoutDelegated(playerOf: FindPlayer, { ownerOf }: Delegations): FindPlayer {
  return (object) => (ownerOf(object) ? undefined : playerOf(object));
}

/** Why the rollout of the workload is not forecast, to follow its name. */
export function delegationDetail({ name: workload }: ObjectReference, owner: RevisionObject): string {
  const { apiVersion, kind, name } = owner.reference;
  if (kind === 'Canary') {
    return (
      `Flagger’s Canary ${name} runs it: at rest it has no pods of its own and ${workload}-primary serves; ` +
      'a new template starts a canary run, which is not forecast yet'
    );
  }
  if (apiGroup(apiVersion) === 'rollouts.kruise.io') {
    return `the Rollout ${name} of OpenKruise lets a new template reach its pods step by step, which is not forecast yet`;
  }
  return (
    `Rollout ${name} takes its pod template from it (workloadRef): the steps of Argo Rollouts are not forecast yet, ` +
    'nor how many pods it keeps itself'
  );
}
