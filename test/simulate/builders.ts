import type { DeploymentSpec } from '../../src/simulate/controllers/deployment/deployment-spec.ts';
import { type DeploymentState, rolledOutDeployment } from '../../src/simulate/controllers/deployment/initial-world.ts';
import {
  type DeploymentSimulation,
  type DeploymentSimulationInput,
  simulateDeployment,
} from '../../src/simulate/controllers/deployment/simulate-deployment.ts';
import type { PodProfile } from '../../src/simulate/pod-profile.ts';

export function deployment(fields: Partial<DeploymentSpec> = {}): DeploymentSpec {
  return {
    replicas: 10,
    strategy: { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' },
    paused: false,
    template: 'A',
    minReadySeconds: 0,
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    ...fields,
  };
}

export function rolling(maxSurge: number | string, maxUnavailable: number | string): DeploymentSpec['strategy'] {
  return { type: 'RollingUpdate', maxSurge, maxUnavailable };
}

export function podProfile(fields: Partial<PodProfile> = {}): PodProfile {
  return { startupSeconds: 10, neverReady: false, terminationGracePeriodSeconds: 0, ...fields };
}

interface Scenario extends Partial<Omit<DeploymentSimulationInput, 'desired' | 'pods'>> {
  readonly from?: Partial<DeploymentSpec>;
  readonly to: Partial<DeploymentSpec>;
  readonly pods?: Partial<PodProfile>;
  /** Templates whose pods never become ready. */
  readonly neverReady?: readonly string[];
}

/**
 * A change of a Deployment (10 replicas of template A, default strategy) which is fully rolled out, unless said
 * otherwise.
 */
export function play({ from = {}, to, pods = {}, neverReady = [], ...input }: Scenario): DeploymentSimulation {
  const before = deployment(from);
  const profile = podProfile(pods);
  const exceptions = new Map(neverReady.map((template) => [template, { ...profile, neverReady: true }]));
  const state: DeploymentState = rolledOutDeployment(before);
  return simulateDeployment({ state, desired: { ...before, ...to }, pods: { profile, exceptions }, ...input });
}

/** Sizes of all ReplicaSets, in the order of creation. */
export function sizesOf(simulation: DeploymentSimulation): readonly number[] {
  return simulation.state.replicaSets.map((each) => each.replicas);
}

/** The sizes after every change of a size, by name: "A 8 B 3". */
export function sizeHistory(scenario: Scenario): readonly string[] {
  const history: string[] = [];
  play({
    ...scenario,
    observe: ({ after }) => {
      const text = after.replicaSets.map((each) => `${each.name} ${each.replicas}`).join(' ');
      if (history.at(-1) !== text) history.push(text);
    },
  });
  return history;
}
