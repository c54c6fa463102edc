import type { HostPort } from '../../../kubernetes/host-ports.ts';
import { type PodProfiles, profileOf } from '../../pod-profile.ts';
import { wholeMilliseconds } from '../../queue.ts';
import type { Reaction } from '../../simulate.ts';
import type { Readiness } from '../../world.ts';
import { type DaemonSetSpec, nodeBudget } from './daemon-set-spec.ts';
import type { DaemonSetEvent, DaemonSetWorld } from './daemon-set-world.ts';
import { schedulePods } from './node-changes.ts';
import { addNodes, type DaemonPod, type NodeGroup, type NodeState, nodesIn } from './node-groups.ts';
import { withFuture } from './passing-time.ts';

/** Nodes with the same pods, as they are found when a change is applied. */
export interface FoundNodes {
  readonly nodes: number;
  /** In the order of creation; empty: the node has no pod. */
  readonly pods: readonly FoundPod[];
}

interface FoundPod {
  readonly template: string;
  /** Pods which are not available count as just created, those within their grace period as just told to stop. */
  readonly phase: 'Available' | 'NotAvailable' | 'Terminating';
}

/** What of a DaemonSet exists when a change is applied. */
export interface DaemonSetState {
  readonly groups: readonly FoundNodes[];
  /** Of the templates of these pods; a template which is not named has none. */
  readonly hostPorts: readonly { readonly template: string; readonly ports: readonly HostPort[] }[];
}

export const absentDaemonSet: DaemonSetState = { groups: [], hostPorts: [] };

/** A DaemonSet whose rollout has ended: each node has one pod, of one template and available. */
export function rolledOutDaemonSet({
  replicas,
  template,
  hostPorts,
}: Pick<DaemonSetSpec, 'replicas' | 'template' | 'hostPorts'>): DaemonSetState {
  return {
    groups: [{ nodes: replicas, pods: [{ template, phase: 'Available' }] }],
    hostPorts: [{ template, ports: hostPorts }],
  };
}

/**
 * The world in the moment of the apply, before the first sync. If more nodes are wanted than there are, nodes without
 * a pod appear; if fewer, the last ones should no longer run the pod, which is then deleted there.
 */
export function initialWorld(
  state: DaemonSetState,
  daemonSet: DaemonSetSpec,
  pods: PodProfiles,
  readiness: Readiness,
): Reaction<DaemonSetWorld, DaemonSetEvent> {
  const { template, hostPorts } = daemonSet;
  const empty: DaemonSetWorld = {
    at: 0,
    groups: [],
    isTicking: false,
    setting: {
      daemonSet,
      budget: nodeBudget(daemonSet),
      pods,
      readiness,
      hostPorts: new Map([
        ...state.hostPorts.map((each) => [each.template, each.ports] as const),
        [template, hostPorts],
      ]),
    },
  };
  const groups = fitNodes(state.groups, daemonSet.replicas)
    .map(({ nodes, isWanted, pods: found }) => nodesIn(schedulePods(empty, foundState(found, pods, isWanted)), nodes))
    .reduce<readonly NodeGroup[]>(addNodes, []);
  return withFuture({ ...empty, groups }, groups);
}

function fitNodes(
  groups: readonly FoundNodes[],
  wanted: number,
): readonly (FoundNodes & { readonly isWanted: boolean })[] {
  let left = wanted;
  const fitted = groups.flatMap((group) => {
    const kept = Math.min(group.nodes, left);
    left -= kept;
    return [
      { ...group, nodes: kept, isWanted: true },
      { ...group, nodes: group.nodes - kept, isWanted: false },
    ];
  });
  return [...fitted, { nodes: left, pods: [], isWanted: true }];
}

function foundState(found: FoundNodes['pods'], profiles: PodProfiles, isWanted: boolean): NodeState {
  const present = found.filter(({ phase }) => phase !== 'Terminating');
  return {
    isWanted,
    pods: present.map(({ template, phase }): DaemonPod => {
      return { template, phase: phase === 'Available' ? 'Available' : 'Pending', since: 0 };
    }),
    terminating: found
      .filter(({ phase }) => phase === 'Terminating')
      .map(({ template }) => {
        const { terminationGracePeriodSeconds } = profileOf(profiles, template);
        return { template, goneAt: wholeMilliseconds(terminationGracePeriodSeconds) };
      }),
  };
}

/** What another change would find. */
export function stateOf({ groups, setting }: DaemonSetWorld): DaemonSetState {
  return {
    groups: groups.map(({ nodes, pods, terminating }) => ({
      nodes,
      pods: [
        ...terminating.map(({ template }): FoundPod => ({ template, phase: 'Terminating' })),
        ...pods.map(({ template, phase }): FoundPod => {
          return { template, phase: phase === 'Available' ? 'Available' : 'NotAvailable' };
        }),
      ],
    })),
    hostPorts: [...setting.hostPorts].map(([template, ports]) => ({ template, ports })),
  };
}
