import { stringAt } from '../kubernetes/field-access.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import {
  type Facts,
  type LiveHorizontalPodAutoscaler,
  type LiveNode,
  type LiveObject,
  type LiveReplicaSet,
  type LiveResourceQuota,
  type LiveWorkload,
  liveKind,
} from '../schema/facts.ts';
import type { JsonObject } from '../schema/json.ts';
import type { ObjectReference } from '../schema/object-reference.ts';

/** Names an object of the cluster; without a namespace the only one of its kind and name is meant. */
type LiveReference = Omit<ObjectReference, 'root'>;

/** What the facts say of one object. */
type LiveAnswer<Found> =
  | (Found & { readonly type: 'Found'; readonly namespace: string })
  /** The reference has no namespace, and these all have such an object; sorted. */
  | { readonly type: 'Ambiguous'; readonly namespaces: readonly string[] }
  | { readonly type: 'Missing' }
  /** There are no facts, or none of its kind or of its namespace: kubectl was not asked for them. */
  | { readonly type: 'NoFacts' };

interface FoundWorkload {
  readonly object: LiveWorkload;
  /** Those which it owns, the oldest first; equally old ones by name. */
  readonly replicaSets: readonly LiveReplicaSet[];
}

/** Answers questions about the cluster from facts which were indexed once. */
export interface LiveCluster {
  readonly workload: (reference: LiveReference) => LiveAnswer<FoundWorkload>;
  /** The HorizontalPodAutoscaler which scales a live workload; KEDA keeps one as well. */
  readonly autoscalerOf: (workload: JsonObject) => LiveHorizontalPodAutoscaler | undefined;
  /** Undefined: the facts hold no node. */
  readonly nodes: readonly LiveNode[] | undefined;
  readonly quotas: (namespace: string) => readonly LiveResourceQuota[];
}

/** Indexes the facts; of two objects of one identity the last counts. */
export function liveCluster(facts: Facts | undefined): LiveCluster {
  const objects = objectIndex(facts?.items ?? []);
  const replicaSets = Map.groupBy(objects.all.filter(isReplicaSet), ownerKey);
  const nodes = objects.all.filter((object) => object.kind === 'Node');
  const quotas = Map.groupBy(
    objects.all.filter((object) => object.kind === 'ResourceQuota'),
    ({ metadata }) => metadata.namespace,
  );
  const autoscalers = new Map(objects.all.filter(isHorizontal).map((object) => [targetKey(object), object]));
  return {
    workload: (reference) =>
      found(objects.find(reference), isWorkload, (object) => ({
        object,
        replicaSets: (replicaSets.get(ownKey(object)) ?? []).filter(isOwnedBy(object)).toSorted(byAge),
      })),
    autoscalerOf: (workload) => autoscalers.get(workloadKey(workload)),
    nodes: nodes.length > 0 ? nodes : undefined,
    quotas: (namespace) => quotas.get(namespace) ?? [],
  };
}

interface ObjectIndex {
  readonly all: readonly LiveObject[];
  readonly find: (reference: LiveReference) => LiveAnswer<{ readonly object: LiveObject }>;
}

function objectIndex(items: readonly LiveObject[]): ObjectIndex {
  const byName = new Map<string, Map<string, LiveObject>>();
  const kinds = new Set<string>();
  const namespaces = new Set<string>();
  for (const object of items) {
    const key = nameKey(object.apiVersion, object.kind, object.metadata.name);
    const sameName = byName.get(key) ?? new Map<string, LiveObject>();
    byName.set(key, sameName.set(namespaceOf(object), object));
    kinds.add(liveKind(object.apiVersion, object.kind));
    namespaces.add(namespaceOf(object));
  }
  return {
    all: [...byName.values()].flatMap((sameName) => [...sameName.values()]),
    find: ({ apiVersion, kind, namespace, name }) => {
      if (!kinds.has(liveKind(apiVersion, kind))) return { type: 'NoFacts' };
      if (namespace !== undefined && !namespaces.has(namespace)) return { type: 'NoFacts' };
      const sameName = byName.get(nameKey(apiVersion, kind, name)) ?? new Map<string, LiveObject>();
      if (namespace === undefined && sameName.size > 1) {
        return { type: 'Ambiguous', namespaces: [...sameName.keys()].toSorted(byCodeUnit) };
      }
      const [only = ''] = sameName.keys();
      const object = sameName.get(namespace ?? only);
      return object ? { type: 'Found', namespace: namespaceOf(object), object } : { type: 'Missing' };
    },
  };
}

/** The same answer for a kind of object; an object of another kind is none. */
function found<Wanted extends LiveObject, Found>(
  answer: LiveAnswer<{ readonly object: LiveObject }>,
  isWanted: (object: LiveObject) => object is Wanted,
  describe: (object: Wanted) => Found,
): LiveAnswer<Found> {
  if (answer.type !== 'Found') return answer;
  const { namespace, object } = answer;
  return isWanted(object) ? { ...describe(object), type: 'Found', namespace } : { type: 'NoFacts' };
}

/** A target is in the namespace of its autoscaler. */
function targetKey({ metadata, spec: { scaleTargetRef: target } }: LiveHorizontalPodAutoscaler): string {
  return JSON.stringify([metadata.namespace, target.kind, target.name]);
}

function workloadKey(workload: JsonObject): string {
  const name = (field: string) => stringAt(workload, 'metadata', field);
  return JSON.stringify([name('namespace'), stringAt(workload, 'kind'), name('name')]);
}

function nameKey(apiVersion: string, kind: string, name: string): string {
  return JSON.stringify([liveKind(apiVersion, kind), name]);
}

/** The empty string for an object of the whole cluster. */
function namespaceOf({ metadata }: LiveObject): string {
  return typeof metadata['namespace'] === 'string' ? metadata['namespace'] : '';
}

function ownKey(object: LiveObject): string {
  const { apiVersion, kind, metadata } = object;
  return JSON.stringify([liveKind(apiVersion, kind), namespaceOf(object), metadata.name]);
}

/** That of the controller in its own namespace: an owner is never in another one. */
function ownerKey(replicaSet: LiveReplicaSet): string {
  const owner = controllerOf(replicaSet);
  return owner
    ? JSON.stringify([liveKind(owner.apiVersion, owner.kind), namespaceOf(replicaSet), owner.name])
    : 'nobody';
}

/** Mirrors metav1.GetControllerOf. */
function controllerOf({ metadata }: LiveReplicaSet) {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

/** One of equal name which was deleted has another uid; where one of the two has none, the name decides. */
function isOwnedBy({ metadata }: LiveWorkload): (replicaSet: LiveReplicaSet) => boolean {
  return (replicaSet) => {
    const uid = controllerOf(replicaSet)?.uid;
    return uid === undefined || metadata.uid === undefined || uid === metadata.uid;
  };
}

/** Mirrors ReplicaSetsByCreationTimestamp. */
function byAge(a: LiveReplicaSet, b: LiveReplicaSet): number {
  const [since, other] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  return byCodeUnit(since, other) || byCodeUnit(a.metadata.name, b.metadata.name);
}

function isReplicaSet(object: LiveObject): object is LiveReplicaSet {
  return object.kind === 'ReplicaSet';
}

function isHorizontal(object: LiveObject): object is LiveHorizontalPodAutoscaler {
  return object.kind === 'HorizontalPodAutoscaler';
}

const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function isWorkload(object: LiveObject): object is LiveWorkload {
  return workloadKinds.has(object.kind);
}
