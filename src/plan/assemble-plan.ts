import { formatVersion } from '../schema/format-version.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { PlanOutcome, RolloutPlan } from '../schema/rollout-plan.ts';
import { planAssumptions } from './assumptions.ts';
import { collectFindings } from './collect-findings.ts';
import { introducedDiagnostics } from './diagnostics.ts';
import { forecastWorkloads, type WorkloadRollouts } from './forecast-workloads.ts';
import { kindRemarks } from './kind-remarks.ts';
import { withLostReferences } from './lost-references.ts';
import { forecastGaps, notComputedOf, withGap } from './not-computed.ts';
import { objectName } from './object-name.ts';
import { planBudgets } from './plan-budgets.ts';
import type { PlanInput } from './plan-input.ts';
import { planTraffic } from './plan-traffic.ts';
import { type PreparedForecast, prepareForecast } from './prepare-forecast.ts';
import { withProcedures } from './procedure/planned-procedures.ts';
import { withReplacedWorkloads } from './replaced-workloads.ts';
import { type RestingPods, restingPods } from './resting-pods.ts';
import { rolloutsAcrossRoots } from './rollouts-across-roots.ts';
import { ruleSubjects } from './rule-subjects.ts';
import { summarise } from './summary.ts';
import { withSurgeConflicts } from './surge-conflicts.ts';
import { withTrafficHazards } from './traffic-hazards.ts';
import { withBlockedBudgets } from './with-blocked-budgets.ts';
import { withRemarks } from './with-remarks.ts';
import { podsOfWorkloads } from './workload-pods.ts';

/** Turns all facts into the plan. Pure: equal facts give equal bytes. */
export function assemblePlan(input: PlanInput): RolloutPlan {
  const prepared = prepareForecast(input);
  const { changes, pairs, means, read } = prepared;
  const planned = forecastWorkloads(changes, pairs, means);
  const { kubernetesVersion } = input;
  const rollouts = { ...planned, forecasts: withProcedures(planned.forecasts, { pairs, kubernetesVersion, read }) };
  return finishPlan(input, { ...prepared, restingPods: restingPods(means), rollouts });
}

interface Parts extends PreparedForecast {
  readonly restingPods: RestingPods;
  readonly rollouts: WorkloadRollouts;
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
  const findings = collectFindings(withSurgeConflicts(removing, parts), parts.renderedSources);
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
    ...renderedRoots(input),
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

function renderedRoots({ kustomizations: { renderer, built } }: PlanInput): Pick<RolloutPlan, 'rendered'> {
  if (renderer === undefined) return {};
  return { rendered: { renderer, roots: built.map(({ directory, decidedBy }) => ({ path: directory, decidedBy })) } };
}

function tooManyPods(service: ObjectReference): NotComputed {
  return {
    what: objectName(service),
    reason: 'TooLarge',
    detail: 'too many pods stand behind too many Services and routes: its endpoints are not counted',
  };
}

/** What no cluster gets. */
const harmless: ReadonlySet<NotComputed['reason']> = new Set(['NotAManifest', 'NotReferenced']);

/** What is not computed may still change something, so it is never the same as no change. */
function outcomeOf(changes: RolloutPlan['changes'], notComputed: RolloutPlan['notComputed']): PlanOutcome {
  if (notComputed.some(({ reason }) => !harmless.has(reason))) return 'Indeterminate';
  const hasEffect = changes.some(({ effects }) => effects.some(({ type }) => type !== 'NoEffect'));
  return hasEffect ? 'Changed' : 'Unchanged';
}
