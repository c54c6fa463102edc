import { InvariantError } from '../../invariant-error.ts';

/** A pod of the DaemonSet which was not told to stop. */
export interface DaemonPod {
  readonly template: string;
  /**
   * Pending: not scheduled, another pod on its node holds a host port which it needs. Starting: not ready. Ready: waits
   * for minReadySeconds to pass.
   */
  readonly phase: 'Pending' | 'Starting' | 'Ready' | 'Available';
  /** When Starting or Ready began. 0 in the other phases, whose age matters to nobody. */
  readonly since: number;
}

/** A pod within its grace period. */
interface TerminatingPod {
  readonly template: string;
  readonly goneAt: number;
}

/** Everything that is known of a node. */
export interface NodeState {
  /** The node should run a pod of the DaemonSet. */
  readonly isWanted: boolean;
  /** In the order of creation; two only while one takes the place of the other. */
  readonly pods: readonly DaemonPod[];
  readonly terminating: readonly TerminatingPod[];
}

/** Nodes in equal state are counted and never held one by one. No two groups of a world are in equal state. */
export interface NodeGroup extends NodeState {
  readonly nodes: number;
}

/** All groups are made here, so that the engine takes them for the same shape. */
export function nodesIn({ isWanted, pods, terminating }: NodeState, nodes: number): NodeGroup {
  return { nodes, isWanted, pods, terminating };
}

/** Brings some nodes of a group into another state. Throws InvariantError if there are not so many in the former one. */
export function moveNodes(
  groups: readonly NodeGroup[],
  from: NodeState,
  nodes: number,
  to: NodeState,
): readonly NodeGroup[] {
  const index = groups.findIndex((each) => areAlike(each, from));
  const source = groups[index];
  if (source === undefined || source.nodes < nodes) {
    throw new InvariantError(`${source?.nodes ?? 0} nodes are in a state in which ${nodes} should be`);
  }
  const left = source.nodes - nodes;
  const rest = left === 0 ? groups.toSpliced(index, 1) : groups.with(index, nodesIn(source, left));
  return addNodes(rest, nodesIn(to, nodes));
}

/** Changes the state of all nodes, and counts those together which are then in equal state. */
export function changeNodes(
  groups: readonly NodeGroup[],
  change: (state: NodeState) => NodeState,
): readonly NodeGroup[] {
  const changed = groups.map((group) => {
    const state = change(group);
    return state === group ? group : nodesIn(state, group.nodes);
  });
  return changed.every((each, index) => each === groups[index]) ? groups : changed.reduce(addNodes, []);
}

/** Nodes which need no pod and have none are forgotten. */
export function addNodes(groups: readonly NodeGroup[], added: NodeGroup): readonly NodeGroup[] {
  if (added.nodes === 0 || (!added.isWanted && added.pods.length + added.terminating.length === 0)) return groups;
  const index = groups.findIndex((each) => areAlike(each, added));
  const found = groups[index];
  return found === undefined ? [...groups, added] : groups.with(index, nodesIn(found, found.nodes + added.nodes));
}

function areAlike(one: NodeState, other: NodeState): boolean {
  return (
    one.isWanted === other.isWanted &&
    one.pods.length === other.pods.length &&
    one.terminating.length === other.terminating.length &&
    one.pods.every((pod, index) => areAlikePods(pod, other.pods[index])) &&
    one.terminating.every(({ template, goneAt }, index) => {
      const pod = other.terminating[index];
      return pod?.goneAt === goneAt && pod.template === template;
    })
  );
}

function areAlikePods(one: DaemonPod, other: DaemonPod | undefined): boolean {
  return other?.phase === one.phase && other.since === one.since && other.template === one.template;
}
