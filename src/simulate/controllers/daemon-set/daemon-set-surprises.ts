import { scaledPods } from '../../../kubernetes/int-or-percent.ts';
import type { PlayedChange } from '../../workload-controller.ts';
import { type DaemonSetSpec, type NodeBudget, nodeBudget } from './daemon-set-spec.ts';
import type { DaemonSetState } from './initial-world.ts';

type PlayedDaemonSet = PlayedChange<DaemonSetSpec, DaemonSetState>;

/** A course, and what several sentences ask of it. */
interface Course extends PlayedDaemonSet {
  readonly budget: NodeBudget;
  /** Nodes whose pod is not of the wanted template, as the change finds them. */
  readonly oldNodes: number;
  readonly brokenOldNodes: number;
}

/** What a reviewer would not expect of this very course, one plain sentence each. */
export function daemonSetSurprises(played: PlayedDaemonSet): readonly string[] {
  const old = played.state.groups.filter(({ pods }) => pods.some(({ template }) => template !== played.after.template));
  const broken = old.filter(({ pods }) => !pods.some(({ phase }) => phase === 'Available'));
  const course: Course = {
    ...played,
    budget: nodeBudget(played.after),
    oldNodes: sumOfNodes(old),
    brokenOldNodes: sumOfNodes(broken.filter(({ pods }) => pods.some(({ phase }) => phase === 'NotAvailable'))),
  };
  return [waitsForDeletion, roundedUp, everyNodeAtOnce, brokenAtOnce, brokenBesideSurge, terminatingOnTop]
    .map((sentence) => sentence(course))
    .filter((sentence) => sentence !== undefined);
}

/** With OnDelete nobody but a person takes the old pods away. */
export function daemonSetWayOut({ after, simulation }: PlayedDaemonSet): string | undefined {
  if (after.strategy.type !== 'OnDelete' || simulation.outcome !== 'Paused') return undefined;
  return 'Delete the pods which were started with the other template: with OnDelete they come back with this one.';
}

function waitsForDeletion({ simulation }: Course): string | undefined {
  if (simulation.outcome !== 'Paused') return undefined;
  const { old } = simulation.counts;
  const pods = old === 1 ? '1 pod keeps its' : `${old} pods keep their`;
  return `With OnDelete nothing is replaced by itself: ${pods} former template until somebody deletes ${old === 1 ? 'it' : 'them'}.`;
}

/** Told only where a percentage of less than one node is meant. */
function roundedUp({ after: { replicas, strategy }, budget, oldNodes }: Course): string | undefined {
  if (strategy.type === 'OnDelete' || oldNodes === 0 || replicas < 2) return undefined;
  const [field, written] =
    budget.surge > 0 ? ['maxSurge', strategy.maxSurge] : ['maxUnavailable', strategy.maxUnavailable];
  const down = scaledPods(written, replicas, 'down');
  if (typeof written === 'number' || down.type === 'Invalid' || down.pods > 0) return undefined;
  return `${field} ${written} of ${replicas} nodes is less than one node and is rounded up to 1.`;
}

function everyNodeAtOnce({ after, budget, oldNodes, simulation }: Course): string | undefined {
  const { replicas } = after;
  const isMet = budget.surge === 0 && replicas > 1 && oldNodes === replicas && simulation.floor === 0;
  if (!isMet || budget.unavailable < replicas) return undefined;
  return `maxUnavailable allows ${budget.unavailable} of the ${replicas} nodes: all of them are without a pod at once.`;
}

function brokenAtOnce({ after, budget, oldNodes, brokenOldNodes }: Course): string | undefined {
  if (after.strategy.type === 'OnDelete' || budget.surge > 0 || brokenOldNodes === 0) return undefined;
  const healthy = after.areBrokenOldPodsCounted ? 0 : Math.min(budget.unavailable, oldNodes - brokenOldNodes);
  if (brokenOldNodes + healthy <= budget.unavailable) return undefined;
  const pods = brokenOldNodes === 1 ? 'The old pod which is' : `The ${brokenOldNodes} old pods which are`;
  const more = healthy === 0 ? '' : `, and ${healthy} available ${healthy === 1 ? 'one' : 'ones'} besides`;
  return `${pods} not available ${brokenOldNodes === 1 ? 'is' : 'are'} deleted at once, although maxUnavailable is ${budget.unavailable}${more}.`;
}

function brokenBesideSurge({ budget, brokenOldNodes }: Course): string | undefined {
  if (budget.surge === 0 || brokenOldNodes === 0) return undefined;
  const nodes = brokenOldNodes === 1 ? 'The node whose old pod is' : `The ${brokenOldNodes} nodes whose old pods are`;
  const verb = brokenOldNodes === 1 ? 'gets its new pod' : 'get their new pods';
  return `${nodes} not available ${verb} at once, in addition to the ${budget.surge} of maxSurge.`;
}

function terminatingOnTop({ after: { replicas }, budget, simulation, brokenOldNodes }: Course): string | undefined {
  const most = replicas + budget.surge;
  const { peakPods, peakPodsWithTerminating } = simulation;
  if (budget.surge === 0 || brokenOldNodes > 0 || peakPods > most || peakPodsWithTerminating <= most) return undefined;
  return `Pods within their grace period do not count for maxSurge: up to ${peakPodsWithTerminating} pods run at once, not ${most}.`;
}

function sumOfNodes(groups: readonly { readonly nodes: number }[]): number {
  return groups.reduce((sum, { nodes }) => sum + nodes, 0);
}
