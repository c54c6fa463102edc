import type { JsonObject } from '../schema/json.ts';
import type { RolloutStrategy } from '../schema/rollout.ts';
import type { PodProfiles } from './pod-profile.ts';
import type { Simulation } from './simulation.ts';
import type { Readiness } from './world.ts';

/** What has to be decided before a manifest can be played. */
export interface WantedPods {
  /** Of a workload with one pod a node: the nodes which should run it. */
  readonly replicas: number;
  /** Any text which is equal for equal pod templates only. */
  readonly template: string;
  /** The minor version of Kubernetes: 34 of 1.34. */
  readonly minor: number;
  /** The manifest, with what this version of the API server drops; absent: nothing is dropped. */
  readonly written?: JsonObject | undefined;
}

/** What every controller wants, whatever else. */
export interface WorkloadSpec {
  readonly replicas: number;
  readonly template: string;
}

export interface SimulationInput<Spec, State> {
  /** What exists when the change is applied. */
  readonly state: State;
  /** What the change wants. */
  readonly desired: Spec;
  readonly pods: PodProfiles;
  /** Default: timed. */
  readonly readiness?: Readiness;
  /** Syncs and moments together, after which the outcome is Unfinished. */
  readonly stepsMax?: number | undefined;
}

/** A change and what became of it. */
export interface PlayedChange<Spec, State> {
  readonly name: string;
  /** undefined: the manifest names none. */
  readonly namespace: string | undefined;
  /** undefined: the change creates it. */
  readonly before: Spec | undefined;
  readonly after: Spec;
  readonly state: State;
  readonly simulation: Simulation<State>;
}

/** A workload in the cluster, as the API server prints it. */
export interface LiveWorkload {
  readonly object: JsonObject;
  /** The ReplicaSets which it owns, in the order of their creation. */
  readonly replicaSets: readonly JsonObject[];
  /** The text which stands for a pod template here, as in `WantedPods`. */
  readonly templateId: (template: JsonObject) => string;
}

/**
 * One kind of workload. All that depends on the kind stands behind this interface: a new kind is one of these in a
 * folder of its own, and one entry where they are listed.
 */
export interface WorkloadController<Spec extends WorkloadSpec, State> {
  /** API group and kind: `apps/StatefulSet`. */
  readonly kinds: readonly [string, ...string[]];
  /** Who says how many pods there are. */
  readonly sizedBy: 'Replicas' | 'Nodes';
  /** Reads an object as the API server stores it. What is refused (a wrong type, a negative number) counts as absent here. */
  readonly readSpec: (stored: JsonObject, wanted: WantedPods) => Spec;
  /** The field of `spec` which says how to replace pods. */
  readonly strategyField: string;
  /** How it replaces pods, in numbers of pods. */
  readonly strategy: (spec: Spec) => Omit<RolloutStrategy, 'decidedBy'>;
  readonly absent: State;
  /** The last rollout has ended: all pods are of one template and available. */
  readonly rolledOut: (spec: Spec) => State;
  /** What the cluster shows; pods which are not available count as just created. */
  readonly observed: (live: LiveWorkload, spec: Spec) => State;
  /** What `observed` has to guess of this one, since nothing shows it; one plain sentence each. */
  readonly guesses: (live: LiveWorkload) => readonly string[];
  readonly simulate: (input: SimulationInput<Spec, State>) => Simulation<State>;
  /** What a reviewer would not expect of this very course, one plain sentence each. */
  readonly surprises: (played: PlayedChange<Spec, State>) => readonly string[];
  /** What a person has to do when the way back stalls, one sentence; undefined: nothing helps but another change. */
  readonly wayOut: (played: PlayedChange<Spec, State>) => string | undefined;
}
