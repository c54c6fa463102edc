import { objectAt } from '../kubernetes/field-access.ts';
import { minorVersion } from '../kubernetes/types/field-type.ts';
import type { RolloutStrategy } from '../schema/rollout.ts';
import { daemonSet } from '../simulate/controllers/daemon-set/daemon-set.ts';
import { deployment } from '../simulate/controllers/deployment/deployment.ts';
import { replicaSet } from '../simulate/controllers/replica-set/replica-set.ts';
import { statefulSet } from '../simulate/controllers/stateful-set/stateful-set.ts';
import { simulateDeletion } from '../simulate/simulate-deletion.ts';
import type { Simulation } from '../simulate/simulation.ts';
import type { LiveWorkload, WorkloadController, WorkloadSpec } from '../simulate/workload-controller.ts';
import { rememberCourses } from './remember-courses.ts';
import { type StepBudget, stepBudget } from './step-budget.ts';
import { baseTemplate, headTemplate } from './template-ids.ts';
import { type Pace, podProfiles, profilesOf } from './template-profiles.ts';
import type { WorkloadCase } from './workload-change.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/** What a forecast asks of one kind of workload. */
export interface WorkloadPlayer {
  /** API group and kind: `apps/StatefulSet`. */
  readonly kinds: readonly string[];
  readonly sizedBy: WorkloadController<WorkloadSpec, unknown>['sizedBy'];
  /**
   * Plays a change, from what the cluster shows or else from a fully rolled out base. `revert` plays the way back
   * instead: base is applied to what the change left when its pods never became ready, and they still do not.
   */
  readonly play: (change: WorkloadCase, pace: Pace | 'revert') => Simulation<unknown>;
  readonly strategy: (facts: WorkloadFacts, replicas: number) => RolloutStrategy;
  /** What a reviewer would not expect of the change as it is expected to go, one plain sentence each. */
  readonly surprises: (change: WorkloadCase) => readonly string[];
  /** What of a live workload has to be guessed, one plain sentence each. */
  readonly guesses: (live: LiveWorkload) => readonly string[];
  /** What a person has to do where the way back stalls. */
  readonly wayOut: (change: WorkloadCase) => string | undefined;
}

/** A player for each kind that is forecast. Equal courses are played once, and all share one budget of steps. */
export function workloadPlayers(kubernetesVersion: string): readonly WorkloadPlayer[] {
  const shared = { minor: minorVersion(kubernetesVersion), budget: stepBudget() };
  return [
    playerOf(deployment, shared),
    playerOf(statefulSet, shared),
    playerOf(daemonSet, shared),
    playerOf(replicaSet, shared),
  ];
}

interface Shared {
  readonly minor: number;
  readonly budget: StepBudget;
}

function playerOf<Spec extends WorkloadSpec, State>(
  controller: WorkloadController<Spec, State>,
  { minor, budget }: Shared,
): WorkloadPlayer {
  const simulate = rememberCourses(controller, budget);
  const specOf = ({ stored, object }: WorkloadFacts, replicas: number, template: string) =>
    controller.readSpec(stored, { replicas, template, minor, written: object.object.value });
  const before = (change: WorkloadCase) => change.before && specOf(change.before, change.replicasBefore, baseTemplate);
  const after = (change: WorkloadCase) => change.after && specOf(change.after, change.replicasAfter, wanted(change));
  const reverted = (change: WorkloadCase) =>
    change.before && specOf(change.before, change.replicasReverted, baseTemplate);
  const start = (change: WorkloadCase): State => {
    const spec = before(change);
    if (!spec) return controller.absent;
    return change.live ? controller.observed(change.live, spec) : controller.rolledOut(spec);
  };
  const forward = (change: WorkloadCase, to: Spec, pace: Pace) =>
    simulate({ state: start(change), desired: to, profiles: profilesOf(change, pace, pace === 'never') });
  const back = (change: WorkloadCase, stuckOn: Spec, to: Spec) =>
    simulate({
      state: forward(change, stuckOn, 'never').state,
      desired: to,
      profiles: profilesOf(change, 'expected', true),
    });
  return {
    kinds: controller.kinds,
    sizedBy: controller.sizedBy,
    guesses: controller.guesses,
    play: (change, pace) => {
      const [to, from] = [after(change), reverted(change)];
      if (pace === 'revert' && from && to) return back(change, to, from);
      if (to) return forward(change, to, pace === 'revert' ? 'expected' : pace);
      const profiles = profilesOf(change, pace === 'revert' ? 'expected' : pace, false);
      return simulateDeletion({ pods: change.replicasBefore, template: baseTemplate }, podProfiles(profiles));
    },
    strategy: (facts, replicas) => ({
      ...controller.strategy(specOf(facts, replicas, headTemplate)),
      decidedBy: writes(facts, controller.strategyField) ? 'Manifest' : 'Default',
    }),
    surprises: (change) => {
      const to = after(change);
      if (!to) return [];
      const simulation = forward(change, to, 'expected');
      return controller.surprises({
        ...nameOf(change),
        before: before(change),
        after: to,
        state: start(change),
        simulation,
      });
    },
    wayOut: (change) => {
      const [to, from] = [after(change), reverted(change)];
      if (!from || !to) return undefined;
      const { state } = forward(change, to, 'never');
      const simulation = back(change, to, from);
      return controller.wayOut({ ...nameOf(change), before: to, after: from, state, simulation });
    },
  };
}

function wanted({ before, rolls }: WorkloadCase): string {
  return rolls || !before ? headTemplate : baseTemplate;
}

function writes({ object }: WorkloadFacts, strategyField: string): boolean {
  return Object.keys(objectAt(object.object.value, 'spec', strategyField)).length > 0;
}

function nameOf({ before, after }: WorkloadCase): { readonly name: string; readonly namespace: string | undefined } {
  const { name = '', namespace } = (after ?? before)?.object.reference ?? {};
  return { name, namespace };
}
