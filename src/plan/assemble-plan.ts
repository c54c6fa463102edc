import { diffObjects } from '../diff/diff-objects.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import { type ObjectReader, objectReader } from '../kubernetes/object-reader.ts';
import type { ManifestObject } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { assignRoots, type RootedObjects } from '../roots/assign-roots.ts';
import { rootFinder } from '../roots/root-finder.ts';
import { formatVersion } from '../schema/format-version.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { PlanOutcome, RolloutPlan } from '../schema/rollout-plan.ts';
import { addConfigReaders } from './add-config-readers.ts';
import { planAssumptions } from './assumptions.ts';
import { type Autoscalers, indexAutoscalers } from './autoscalers.ts';
import { collectFindings } from './collect-findings.ts';
import { nodeCounter } from './count-nodes.ts';
import { type Delegations, indexDelegations, withoutDelegated } from './delegations.ts';
import { introducedDiagnostics } from './diagnostics.ts';
import { type FindPlayer, findPlayers, forecastWorkloads, type WorkloadRollouts } from './forecast-workloads.ts';
import { kindRemarks } from './kind-remarks.ts';
import { type LiveCluster, liveCluster } from './live-cluster.ts';
import { withLostReferences } from './lost-references.ts';
import { forecastGaps, notComputedOf, withGap } from './not-computed.ts';
import { objectName } from './object-name.ts';
import { planBudgets } from './plan-budgets.ts';
import type { PlanInput } from './plan-input.ts';
import { planTraffic } from './plan-traffic.ts';
import { withProcedures } from './procedure/planned-procedures.ts';
import { withReplacedWorkloads } from './replaced-workloads.ts';
import { replicaRange } from './replica-range.ts';
import { type RestingPods, restingPods } from './resting-pods.ts';
import { type RevisionPair, revisionPairs } from './revision-pairs.ts';
import { rolloutsAcrossRoots } from './rollouts-across-roots.ts';
import { ruleSubjects } from './rule-subjects.ts';
import { summarise } from './summary.ts';
import { withSurgeConflicts } from './surge-conflicts.ts';
import { withTrafficHazards } from './traffic-hazards.ts';
import { withoutUnreadableSides } from './unreadable-sides.ts';
import { withBlockedBudgets } from './with-blocked-budgets.ts';
import { withRemarks } from './with-remarks.ts';
import { workloadPlayers } from './workload-player.ts';
import { podsOfWorkloads } from './workload-pods.ts';
import { workloadSizes } from './workload-sizes.ts';

/** Turns all facts into the plan. Pure: equal facts give equal bytes. */
export function assemblePlan(input: PlanInput): RolloutPlan {
  const base = rootedSide(input, 'base');
  const head = rootedSide(input, 'head');
  const autoscalers = { base: indexAutoscalers(base.objects), head: indexAutoscalers(head.objects) };
  const inHead = new Set(head.objects);
  const ownAutoscalers = (object: RevisionObject) => (inHead.has(object) ? autoscalers.head : autoscalers.base);
  const read = objectReader(input);
  const all = diffObjects({
    base: base.objects,
    head: head.objects,
    kubernetesVersion: input.kubernetesVersion,
    read,
    replicasIfUnwritten: (object) => replicaRange(object, ownAutoscalers(object), undefined).min,
  });
  const pairs = revisionPairs(all, base.objects, head.objects);
  const { changes, notComputed: unpaired } = withoutUnreadableSides(addConfigReaders(all, { pairs, read }), input);
  const cluster = liveCluster(input.facts);
  const delegations = indexDelegations(base.objects, head.objects);
  const playerOf = withoutDelegated(findPlayers(workloadPlayers(input.kubernetesVersion)), delegations);
  const headAutoscalers = indexAutoscalers(acceptedObjects(changes, head.objects));
  const sizes = workloadSizes({
    base: autoscalers.base,
    head: headAutoscalers,
    cluster,
    countNodes: nodeCounter(cluster, input.assumedNodes),
  });
  const means = { playerOf, sizes, cluster, read, strategies: input.strategies };
  const planned = forecastWorkloads(changes, pairs, means);
  const { kubernetesVersion } = input;
  const rollouts = { ...planned, forecasts: withProcedures(planned.forecasts, { pairs, kubernetesVersion, read }) };
  const { duplicates } = head;
  return finishPlan(input, {
    duplicates,
    pairs,
    autoscalers: headAutoscalers,
    changes,
    cluster,
    delegations,
    playerOf,
    restingPods: restingPods(means),
    rollouts,
    unpaired,
    read,
  });
}

interface Parts {
  /** Those of head, as the autoscalers are. */
  readonly duplicates: RootedObjects['duplicates'];
  readonly pairs: readonly RevisionPair[];
  readonly autoscalers: Autoscalers;
  readonly changes: readonly ObjectChange[];
  readonly cluster: LiveCluster;
  readonly delegations: Delegations;
  readonly playerOf: FindPlayer;
  readonly restingPods: RestingPods;
  readonly rollouts: WorkloadRollouts;
  readonly unpaired: RolloutPlan['notComputed'];
  readonly read: ObjectReader;
}

function finishPlan(input: PlanInput, parts: Parts): RolloutPlan {
  const { pairs, autoscalers, changes, delegations, playerOf, rollouts } = parts;
  const pods = podsOfWorkloads(changes, rollouts.forecasts, pairs, parts.restingPods);
  const traffic = planTraffic(changes, pods, pairs);
  const budgets = planBudgets(changes, pods, { pairs, autoscalers });
  const undecided = [...traffic.undecided, ...budgets.undecided];
  const forecasts = rolloutsAcrossRoots(rollouts.forecasts, { autoscalers, undecided, budgets });
  const diagnostics = introducedDiagnostics(input, parts.duplicates);
  const subjects = ruleSubjects(input, changes, rollouts.forecasts, parts.cluster);
  const endangered = withTrafficHazards(withBlockedBudgets(subjects, budgets), traffic, pods);
  const replacing = withReplacedWorkloads(endangered, rollouts.forecasts, traffic.changes);
  const removing = withLostReferences(replacing, {
    changes,
    pairs,
    pods,
    traffic: traffic.changes,
    documents: input.head.changed,
  });
  const findings = collectFindings(withSurgeConflicts(removing, parts));
  const gaps = forecastGaps(changes, { isForecast: (object) => playerOf(object) !== undefined, delegations });
  const notComputed = [
    ...notComputedOf(input, gaps),
    ...parts.unpaired,
    ...rollouts.notComputed,
    ...traffic.tooMany.map(tooManyPods),
    ...budgets.notComputed,
  ];
  const shown = changes.map((change) => {
    const isDelegated = delegations.ownerOf(change.change.object) !== undefined;
    const told = withGap(change.change, gaps.get(change), isDelegated);
    return withRemarks(told, [...kindRemarks(change, parts.read), ...budgets.changeRemarks(change)]);
  });
  return {
    formatVersion,
    tool: { name: 'rollcast', version: input.toolVersion },
    kubernetesVersion: input.kubernetesVersion,
    base: input.base.description,
    head: input.head.description,
    ...(input.facts && { usesFacts: true }),
    outcome: outcomeOf(shown, notComputed),
    summary: summarise(shown, forecasts, traffic.changes, findings),
    changes: shown,
    rollouts: forecasts,
    traffic: traffic.changes,
    findings,
    notComputed,
    diagnostics,
    assumptions: planAssumptions(input, changes, forecasts),
  };
}

/** What the cluster holds after the apply: of what the API server refuses it keeps the former state. */
function acceptedObjects(changes: readonly ObjectChange[], head: readonly RevisionObject[]): readonly RevisionObject[] {
  const refused = new Map(
    changes.flatMap(({ before, after, verdict }) =>
      after && verdict.rejected.length > 0 ? [[after, before] as const] : [],
    ),
  );
  if (refused.size === 0) return head;
  return head.flatMap((object) => (refused.has(object) ? (refused.get(object) ?? []) : [object]));
}

/**
 * The objects of one side: those of its changed documents, and the unchanged ones that they need. Definitions which a
 * later one of the same identity replaces are left out, whichever of the two changed.
 */
function rootedSide(input: PlanInput, side: 'base' | 'head'): RootedObjects {
  const { objects, duplicates } = assignRoots(input[side].files, rootFinder(input, side));
  const changed = new Set<ManifestObject>(
    input[side].changed.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : [])),
  );
  return { objects: [...objects.filter(({ object }) => changed.has(object)), ...input.unchanged], duplicates };
}

function tooManyPods(service: ObjectReference): NotComputed {
  return {
    what: objectName(service),
    reason: 'TooLarge',
    detail: 'too many pods stand behind too many Services and routes: its endpoints are not counted',
  };
}

/** What is not computed may still change something, so it is never the same as no change. */
function outcomeOf(changes: RolloutPlan['changes'], notComputed: RolloutPlan['notComputed']): PlanOutcome {
  if (notComputed.some(({ reason }) => reason !== 'NotAManifest')) return 'Indeterminate';
  const hasEffect = changes.some(({ effects }) => effects.some(({ type }) => type !== 'NoEffect'));
  return hasEffect ? 'Changed' : 'Unchanged';
}
