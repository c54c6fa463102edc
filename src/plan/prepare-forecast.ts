import { diffObjects } from '../diff/diff-objects.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import { type ObjectReader, objectReader } from '../kubernetes/object-reader.ts';
import type { ManifestObject } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { assignRoots, type RootedObjects } from '../roots/assign-roots.ts';
import { rootFinder } from '../roots/root-finder.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { addConfigReaders } from './add-config-readers.ts';
import { type Autoscalers, indexAutoscalers } from './autoscalers.ts';
import { nodeCounter } from './count-nodes.ts';
import { type Delegations, indexDelegations, withoutDelegated } from './delegations.ts';
import { type FindPlayer, type ForecastMeans, findPlayers } from './forecast-workloads.ts';
import { type LiveCluster, liveCluster } from './live-cluster.ts';
import type { PlanInput } from './plan-input.ts';
import { type RenderedSources, renderedSources, withRenderedSources } from './rendered-sources.ts';
import { replicaRange } from './replica-range.ts';
import { type RevisionPair, revisionPairs } from './revision-pairs.ts';
import { withoutUnreadableSides } from './unreadable-sides.ts';
import { workloadPlayers } from './workload-player.ts';
import { workloadSizes } from './workload-sizes.ts';

/** What changes, and all that a forecast of it needs. */
export interface PreparedForecast {
  /** Those of head, as the autoscalers are. */
  readonly duplicates: RootedObjects['duplicates'];
  readonly pairs: readonly RevisionPair[];
  readonly autoscalers: Autoscalers;
  readonly changes: readonly ObjectChange[];
  readonly cluster: LiveCluster;
  readonly delegations: Delegations;
  readonly playerOf: FindPlayer;
  readonly unpaired: readonly NotComputed[];
  readonly read: ObjectReader;
  readonly means: ForecastMeans;
  readonly renderedSources: RenderedSources;
}

/** Compares the two revisions and looks up what decides how their workloads roll. */
export function prepareForecast(input: PlanInput): PreparedForecast {
  const base = rootedSide(input, 'base');
  const head = rootedSide(input, 'head');
  const autoscalers = { base: indexAutoscalers(base.objects), head: indexAutoscalers(head.objects) };
  const inHead = new Set(head.objects);
  const ownAutoscalers = (object: RevisionObject) => (inHead.has(object) ? autoscalers.head : autoscalers.base);
  const read = objectReader(input);
  const lines = renderedSources(input.kustomizations.built);
  const compared = diffObjects({
    base: base.objects,
    head: head.objects,
    kubernetesVersion: input.kubernetesVersion,
    read,
    replicasIfUnwritten: (object) => replicaRange(object, ownAutoscalers(object), undefined).min,
  });
  const all = withRenderedSources(compared, lines);
  const pairs = revisionPairs(all, base.objects, head.objects);
  const { changes, notComputed: unpaired } = withoutUnreadableSides(addConfigReaders(all, { pairs, read }), input);
  const cluster = liveCluster(input.facts);
  const delegations = indexDelegations(base.objects, head.objects);
  const playerOf = withoutDelegated(findPlayers(workloadPlayers(input.kubernetesVersion)), delegations);
  const headAutoscalers = indexAutoscalers(acceptedObjects(changes, head.objects));
  const sizes = workloadSizes({
    base: autoscalers.base,
    head: headAutoscalers,
    cluster,
    countNodes: nodeCounter(cluster, input.assumedNodes),
  });
  return {
    duplicates: head.duplicates,
    pairs,
    autoscalers: headAutoscalers,
    changes,
    cluster,
    delegations,
    playerOf,
    unpaired,
    read,
    means: { playerOf, sizes, cluster, read, strategies: input.strategies },
    renderedSources: lines,
  };
}

/** What the cluster holds after the apply: of what the API server refuses it keeps the former state. */
function acceptedObjects(changes: readonly ObjectChange[], head: readonly RevisionObject[]): readonly RevisionObject[] {
  const refused = new Map(
    changes.flatMap(({ before, after, verdict }) =>
      after && verdict.rejected.length > 0 ? [[after, before] as const] : [],
    ),
  );
  if (refused.size === 0) return head;
  return head.flatMap((object) => (refused.has(object) ? (refused.get(object) ?? []) : [object]));
}

/**
 * The objects of one side: those of its changed documents, and the unchanged ones that they need. Definitions which a
 * later one of the same identity replaces are left out, whichever of the two changed.
 */
function rootedSide(input: PlanInput, side: 'base' | 'head'): RootedObjects {
  const { objects, duplicates } = assignRoots(input[side].files, rootFinder(input, side));
  const changed = new Set<ManifestObject>(
    input[side].changed.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : [])),
  );
  return { objects: [...objects.filter(({ object }) => changed.has(object)), ...input.unchanged], duplicates };
}
