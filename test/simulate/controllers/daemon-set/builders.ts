import type {
  DaemonSetSpec,
  DaemonSetStrategy,
} from '../../../../src/simulate/controllers/daemon-set/daemon-set-spec.ts';
import {
  type DaemonSetState,
  type FoundNodes,
  rolledOutDaemonSet,
} from '../../../../src/simulate/controllers/daemon-set/initial-world.ts';
import {
  type DaemonSetSimulation,
  type DaemonSetSimulationInput,
  simulateDaemonSet,
} from '../../../../src/simulate/controllers/daemon-set/simulate-daemon-set.ts';
import type { PodProfile } from '../../../../src/simulate/pod-profile.ts';
import type { PlayedChange } from '../../../../src/simulate/workload-controller.ts';
import { podProfile } from '../../builders.ts';

export function daemonSetSpec(fields: Partial<DaemonSetSpec> = {}): DaemonSetSpec {
  return {
    replicas: 10,
    template: 'A',
    strategy: unavailable(1),
    minReadySeconds: 0,
    areBrokenOldPodsCounted: true,
    hostPorts: [],
    ...fields,
  };
}

export function unavailable(maxUnavailable: number | string): DaemonSetStrategy {
  return { type: 'RollingUpdate', maxSurge: 0, maxUnavailable };
}

export function surge(maxSurge: number | string): DaemonSetStrategy {
  return { type: 'RollingUpdate', maxSurge, maxUnavailable: 0 };
}

/** "A" is an available pod of template A, "A?" one which is not available, "A-" one within its grace period. */
export function nodes(count: number, ...pods: readonly string[]): FoundNodes {
  return {
    nodes: count,
    pods: pods.map((pod) => {
      const phase = pod.endsWith('?') ? 'NotAvailable' : pod.endsWith('-') ? 'Terminating' : 'Available';
      return { template: pod.charAt(0), phase };
    }),
  };
}

interface Scenario extends Partial<Omit<DaemonSetSimulationInput, 'state' | 'desired' | 'pods'>> {
  readonly from?: Partial<DaemonSetSpec>;
  /** Instead of a fully rolled out `from`. */
  readonly groups?: readonly FoundNodes[];
  readonly to?: Partial<DaemonSetSpec>;
  readonly pods?: Partial<PodProfile>;
  /** Templates whose pods never become ready. */
  readonly neverReady?: readonly string[];
}

/** A change to template B of a DaemonSet (10 nodes, template A, default strategy) which is fully rolled out, unless said otherwise. */
export function playDaemonSet({
  from = {},
  groups,
  to = {},
  pods = {},
  neverReady = [],
  ...input
}: Scenario): PlayedChange<DaemonSetSpec, DaemonSetState> & { readonly simulation: DaemonSetSimulation } {
  const before = daemonSetSpec(from);
  const after = { ...before, template: 'B', ...to };
  const rolledOut = rolledOutDaemonSet(before);
  const state: DaemonSetState = groups === undefined ? rolledOut : { ...rolledOut, groups };
  const profile = podProfile(pods);
  const exceptions = new Map(neverReady.map((template) => [template, { ...profile, neverReady: true }]));
  const simulation = simulateDaemonSet({ state, desired: after, pods: { profile, exceptions }, ...input });
  return { name: 'agent', namespace: undefined, before, after, state, simulation };
}
