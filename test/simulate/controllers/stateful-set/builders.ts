import {
  type StatefulSetSimulation,
  type StatefulSetSimulationInput,
  simulateStatefulSet,
} from '../../../../src/simulate/controllers/stateful-set/simulate-stateful-set.ts';
import type { StatefulSetSpec } from '../../../../src/simulate/controllers/stateful-set/stateful-set-spec.ts';
import { rolledOutStatefulSet } from '../../../../src/simulate/controllers/stateful-set/stateful-set-state.ts';
import type { PodProfile, PodProfiles } from '../../../../src/simulate/pod-profile.ts';
import type { PlayedChange } from '../../../../src/simulate/workload-controller.ts';
import { podProfile } from '../../builders.ts';

type StatefulSetState = StatefulSetSimulationInput['state'];

/** 3 replicas of template A, updated one by one, in 1.34. */
export function statefulSet(fields: Partial<StatefulSetSpec> = {}): StatefulSetSpec {
  return {
    replicas: 3,
    template: 'A',
    podManagementPolicy: 'OrderedReady',
    updateStrategy: rolling(),
    startOrdinal: 0,
    minReadySeconds: 0,
    isMaxUnavailableEnabled: false,
    waitsForAvailable: true,
    ...fields,
  };
}

export function rolling(partition = 0, maxUnavailable?: number | string): StatefulSetSpec['updateStrategy'] {
  return {
    type: 'RollingUpdate',
    rollingUpdate: { partition, ...(maxUnavailable === undefined ? {} : { maxUnavailable }) },
  };
}

/** The gate is on. */
export function atOnce(
  maxUnavailable: number | string,
): Pick<StatefulSetSpec, 'updateStrategy' | 'isMaxUnavailableEnabled'> {
  return { updateStrategy: rolling(0, maxUnavailable), isMaxUnavailableEnabled: true };
}

export function profiles(profile: Partial<PodProfile> = {}, neverReady: readonly string[] = []): PodProfiles {
  const usual = podProfile(profile);
  const exceptions = new Map(neverReady.map((template) => [template, { ...usual, neverReady: true }]));
  return { profile: usual, exceptions };
}

interface Scenario extends Partial<Omit<StatefulSetSimulationInput, 'desired' | 'pods'>> {
  readonly from?: Partial<StatefulSetSpec>;
  readonly to: Partial<StatefulSetSpec>;
  readonly pods?: Partial<PodProfile>;
  /** Templates whose pods never become ready. */
  readonly neverReady?: readonly string[];
}

/** A change of a StatefulSet which is fully rolled out, unless said otherwise. */
export function playChange(scenario: Scenario): PlayedChange<StatefulSetSpec, StatefulSetState> {
  const { from = {}, to, pods = {}, neverReady = [], ...input } = scenario;
  const before = statefulSet(from);
  const after: StatefulSetSpec = { ...before, ...to };
  const state = input.state ?? rolledOutStatefulSet(before);
  const simulation = simulateStatefulSet({ ...input, state, desired: after, pods: profiles(pods, neverReady) });
  return { name: 'web', namespace: undefined, before, after, state, simulation };
}

export function play(scenario: Scenario): StatefulSetSimulation {
  return playChange(scenario).simulation;
}

/** The commands in order: "create 3 B", "delete 7-9 A", each with its second. */
export function commandsOf(scenario: Scenario): readonly string[] {
  const told: string[] = [];
  play({
    ...scenario,
    observe: ({ after, command }) => {
      if (command === undefined || command.type === 'CompleteRollingUpdate') return;
      const { type, from, to, revision } = command;
      const ordinals = from === to ? `${from}` : `${from}-${to}`;
      told.push(`${after.at}: ${type === 'CreatePods' ? 'create' : 'delete'} ${ordinals} ${revision}`);
    },
  });
  return told;
}

/** The pods as "0-2 A Available". */
export function podsOf(simulation: StatefulSetSimulation): readonly string[] {
  return simulation.state.pods.map(
    ({ from, to, revision, status }) => `${from === to ? from : `${from}-${to}`} ${revision} ${status}`,
  );
}
