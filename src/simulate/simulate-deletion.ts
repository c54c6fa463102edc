import type { PodCounts } from '../schema/timeline.ts';
import { happening } from './happening.ts';
import { type PodProfiles, profileOf } from './pod-profile.ts';
import { type ObservableController, runSimulation, type Simulation } from './simulation.ts';

interface DeletedWorkload {
  /** All of them available. */
  readonly pods: number;
  readonly template: string;
}

type World = PodCounts;
type Command = { readonly type: 'DeletePods' };
type Event = { readonly type: 'PodsTerminated' };

/** A deleted workload takes its pods with it at once and in no order, whatever its kind: the garbage collector does it. */
export function simulateDeletion({ pods, template }: DeletedWorkload, profiles: PodProfiles): Simulation<World> {
  const { terminationGracePeriodSeconds: grace } = profileOf(profiles, template);
  const initial: World = { at: 0, old: pods, oldAvailable: pods, new: 0, newAvailable: 0, terminating: 0 };
  return runSimulation(garbageCollector(grace), { world: initial, scheduled: [] });
}

function garbageCollector(graceSeconds: number): ObservableController<World, Command, Event, World> {
  return {
    sync: ({ old }) => (old > 0 ? [{ type: 'DeletePods' }] : []),
    apply: (world) => {
      const next = { ...world, old: 0, oldAvailable: 0, terminating: graceSeconds > 0 ? world.old : 0 };
      const gone = { at: world.at + graceSeconds, event: { type: 'PodsTerminated' as const } };
      return { world: next, scheduled: graceSeconds > 0 ? [gone] : [] };
    },
    step: (world, at) => ({ world: { ...world, at, terminating: 0 }, scheduled: [] }),
    counts: (world) => world,
    tell: ({ before, after, command }, tell) => {
      if (command) tell(happening('PodsStopped', after, 'old', before.old));
      else tell(happening('PodsTerminated', after, 'old', before.terminating));
    },
    outcome: () => ({ type: 'Completed' }),
    state: (world) => world,
  };
}
