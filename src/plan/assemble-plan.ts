import { diffObjects } from '../diff/diff-objects.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import { objectReader } from '../kubernetes/object-reader.ts';
import type { ManifestObject } from '../manifest/manifest-document.ts';
import { assignRoots, type RootedObjects } from '../roots/assign-roots.ts';
import { formatVersion } from '../schema/format-version.ts';
import type { PlanOutcome, RolloutPlan } from '../schema/rollout-plan.ts';
import { planAssumptions } from './assumptions.ts';
import { type Autoscalers, indexAutoscalers } from './autoscalers.ts';
import { collectFindings } from './collect-findings.ts';
import { introducedDiagnostics } from './diagnostics.ts';
import { type DeploymentRollouts, forecastDeployments } from './forecast-deployments.ts';
import { notComputedOf } from './not-computed.ts';
import type { PlanInput } from './plan-input.ts';
import { planTraffic } from './plan-traffic.ts';
import { replicaRange } from './replica-range.ts';
import { ruleSubjects } from './rule-subjects.ts';
import { summarise } from './summary.ts';
import { withoutUnreadableSides } from './unreadable-sides.ts';

/** Turns all facts into the plan. Pure: equal facts give equal bytes. */
export function assemblePlan(input: PlanInput): RolloutPlan {
  const base = rootedSide(input, 'base');
  const head = rootedSide(input, 'head');
  const autoscalers = indexAutoscalers(head.objects);
  const read = objectReader(input);
  const all = diffObjects({
    base: base.objects,
    head: head.objects,
    kubernetesVersion: input.kubernetesVersion,
    read,
    replicasIfUnwritten: (object) => replicaRange(object, autoscalers, undefined).min,
  });
  const { changes, notComputed: unpaired } = withoutUnreadableSides(all, input);
  const rollouts = forecastDeployments(changes, indexAutoscalers(base.objects), autoscalers, read);
  return finishPlan(input, { base, head, autoscalers, changes, rollouts, unpaired });
}

interface Parts {
  readonly base: RootedObjects;
  readonly head: RootedObjects;
  readonly autoscalers: Autoscalers;
  readonly changes: readonly ObjectChange[];
  readonly rollouts: DeploymentRollouts;
  readonly unpaired: RolloutPlan['notComputed'];
}

function finishPlan(input: PlanInput, { base, head, autoscalers, changes, rollouts, unpaired }: Parts): RolloutPlan {
  const forecasts = rollouts.forecasts.map(({ rollout }) => rollout);
  const traffic = planTraffic(changes, rollouts.forecasts, { base: base.objects, head: head.objects, autoscalers });
  const diagnostics = introducedDiagnostics(input, base.duplicates, head.duplicates);
  const findings = collectFindings(ruleSubjects(input, changes, rollouts.forecasts));
  const notComputed = [...notComputedOf(input, changes), ...unpaired, ...rollouts.notComputed];
  const shown = changes.map(({ change }) => change);
  return {
    formatVersion,
    tool: { name: 'rollcast', version: input.toolVersion },
    kubernetesVersion: input.kubernetesVersion,
    base: input.base.description,
    head: input.head.description,
    outcome: outcomeOf(shown, notComputed),
    summary: summarise(shown, forecasts, traffic, findings),
    changes: shown,
    rollouts: forecasts,
    traffic,
    findings,
    notComputed,
    diagnostics,
    assumptions: planAssumptions(input, changes, forecasts),
  };
}

/**
 * The objects of one side: those of its changed documents, and the unchanged ones that they need. Definitions which a
 * later one of the same identity replaces are left out, whichever of the two changed.
 */
function rootedSide(input: PlanInput, side: 'base' | 'head'): RootedObjects {
  const { objects, duplicates } = assignRoots(input[side].files, input[side].paths);
  const changed = new Set<ManifestObject>(
    input[side].changed.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : [])),
  );
  return { objects: [...objects.filter(({ object }) => changed.has(object)), ...input.unchanged], duplicates };
}

/** What is not computed may still change something, so it is never the same as no change. */
function outcomeOf(changes: RolloutPlan['changes'], notComputed: RolloutPlan['notComputed']): PlanOutcome {
  if (notComputed.some(({ reason }) => reason !== 'NotAManifest')) return 'Indeterminate';
  const hasEffect = changes.some(({ effects }) => effects.some(({ type }) => type !== 'NoEffect'));
  return hasEffect ? 'Changed' : 'Unchanged';
}
