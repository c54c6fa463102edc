import { z } from 'zod';
import type { JsonValue } from './json.ts';
import { apiGroup } from './object-identity.ts';

const AnyValue = z.custom<JsonValue>();

/** An object of the API server: what is named here is checked, all else is kept as it is. */
function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape, { error: 'expected a mapping' }).catchall(AnyValue);
}

const Text = z.string({ error: 'expected text' });
const Name = Text.min(1, { error: 'expected a name, not an empty text' });
const Flag = z.boolean({ error: 'expected true or false' });
const Integer = z.int({ error: 'expected a whole number' });
const Count = Integer.min(0, { error: 'expected a whole number which is not negative' });
/** kubectl leaves out a count which is zero. */
const StatusCount = Count.default(0);
const TextMap = z.record(z.string(), Text, { error: 'expected a mapping of texts' });
const IntOrPercent = z.union([Integer, z.string()], { error: 'expected a whole number, or a percentage as text' });
const Quantities = z.record(z.string(), z.string({ error: 'expected a quantity as text, such as "500m"' }), {
  error: 'expected a mapping of quantities',
});

function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: 'expected a list' });
}

const OwnerReference = mapping({
  apiVersion: Text,
  kind: Name,
  name: Name,
  uid: Text.exactOptional(),
  controller: Flag.exactOptional(),
});

const Metadata = mapping({
  name: Name,
  uid: Text.exactOptional(),
  creationTimestamp: Text.exactOptional(),
  generation: Integer.exactOptional(),
  labels: TextMap.exactOptional(),
  annotations: TextMap.exactOptional(),
  ownerReferences: listOf(OwnerReference).exactOptional(),
});

const NamespacedMetadata = Metadata.extend({
  namespace: z
    .string({ error: 'expected the namespace, which every object of a cluster has' })
    .min(1, { error: 'expected a name, not an empty text' }),
});

/** The API version of one of these groups. */
function versionOf(...groups: readonly string[]) {
  const pattern = new RegExp(`^(${groups.map((group) => group.replaceAll('.', '\\.')).join('|')})/.`);
  return z.string().regex(pattern, { error: `expected an API version of ${groups.join(' or ')}` });
}

const Workload = mapping({ replicas: Count.exactOptional(), template: mapping({}).exactOptional() });

const LiveDeployment = mapping({
  apiVersion: versionOf('apps', 'extensions'),
  kind: z.literal('Deployment'),
  metadata: NamespacedMetadata,
  spec: Workload,
  status: mapping({
    observedGeneration: Integer.default(0),
    replicas: StatusCount,
    updatedReplicas: StatusCount,
    readyReplicas: StatusCount,
    availableReplicas: StatusCount,
    unavailableReplicas: StatusCount,
    terminatingReplicas: StatusCount,
  }).prefault({}),
}).meta({ id: 'Deployment' });

const LiveReplicaSet = mapping({
  apiVersion: versionOf('apps', 'extensions'),
  kind: z.literal('ReplicaSet'),
  metadata: NamespacedMetadata,
  spec: Workload,
  status: mapping({
    observedGeneration: Integer.default(0),
    replicas: StatusCount,
    fullyLabeledReplicas: StatusCount,
    readyReplicas: StatusCount,
    availableReplicas: StatusCount,
    terminatingReplicas: StatusCount,
  }).prefault({}),
}).meta({ id: 'ReplicaSet' });
export type LiveReplicaSet = z.infer<typeof LiveReplicaSet>;

const LiveStatefulSet = mapping({
  apiVersion: versionOf('apps'),
  kind: z.literal('StatefulSet'),
  metadata: NamespacedMetadata,
  spec: Workload,
  status: mapping({
    observedGeneration: Integer.default(0),
    replicas: StatusCount,
    readyReplicas: StatusCount,
    currentReplicas: StatusCount,
    updatedReplicas: StatusCount,
    availableReplicas: StatusCount,
    currentRevision: Text.exactOptional(),
    updateRevision: Text.exactOptional(),
  }).prefault({}),
}).meta({ id: 'StatefulSet' });

const LiveDaemonSet = mapping({
  apiVersion: versionOf('apps', 'extensions'),
  kind: z.literal('DaemonSet'),
  metadata: NamespacedMetadata,
  spec: mapping({ template: mapping({}).exactOptional() }),
  status: mapping({
    observedGeneration: Integer.default(0),
    desiredNumberScheduled: StatusCount,
    currentNumberScheduled: StatusCount,
    updatedNumberScheduled: StatusCount,
    numberReady: StatusCount,
    numberAvailable: StatusCount,
    numberUnavailable: StatusCount,
    numberMisscheduled: StatusCount,
  }).prefault({}),
}).meta({ id: 'DaemonSet' });

const LiveHorizontalPodAutoscaler = mapping({
  apiVersion: versionOf('autoscaling'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata: NamespacedMetadata,
  spec: mapping({
    scaleTargetRef: mapping({ apiVersion: Text.exactOptional(), kind: Name, name: Name }),
    minReplicas: Count.exactOptional(),
    maxReplicas: Count,
  }),
  status: mapping({ currentReplicas: StatusCount, desiredReplicas: StatusCount }).prefault({}),
}).meta({ id: 'HorizontalPodAutoscaler' });
export type LiveHorizontalPodAutoscaler = z.infer<typeof LiveHorizontalPodAutoscaler>;

const LiveScaledObject = mapping({
  apiVersion: versionOf('keda.sh'),
  kind: z.literal('ScaledObject'),
  metadata: NamespacedMetadata,
  spec: mapping({
    scaleTargetRef: mapping({ apiVersion: Text.exactOptional(), kind: Name.exactOptional(), name: Name }),
    minReplicaCount: Count.exactOptional(),
    maxReplicaCount: Count.exactOptional(),
  }),
  status: mapping({ hpaName: Text.exactOptional() }).prefault({}),
}).meta({ id: 'ScaledObject' });

const LivePodDisruptionBudget = mapping({
  apiVersion: versionOf('policy'),
  kind: z.literal('PodDisruptionBudget'),
  metadata: NamespacedMetadata,
  spec: mapping({
    minAvailable: IntOrPercent.exactOptional(),
    maxUnavailable: IntOrPercent.exactOptional(),
    selector: mapping({}).exactOptional(),
  }),
  status: mapping({
    currentHealthy: StatusCount,
    desiredHealthy: StatusCount,
    expectedPods: StatusCount,
    disruptionsAllowed: StatusCount,
  }).prefault({}),
}).meta({ id: 'PodDisruptionBudget' });

const LiveResourceQuota = mapping({
  apiVersion: z.literal('v1'),
  kind: z.literal('ResourceQuota'),
  metadata: NamespacedMetadata,
  spec: mapping({ scopes: listOf(Text).exactOptional(), scopeSelector: mapping({}).exactOptional() }).prefault({}),
  status: mapping({ hard: Quantities.default({}), used: Quantities.default({}) }).prefault({}),
}).meta({ id: 'ResourceQuota' });
export type LiveResourceQuota = z.infer<typeof LiveResourceQuota>;

const LiveNode = mapping({
  apiVersion: z.literal('v1'),
  kind: z.literal('Node'),
  metadata: Metadata,
  spec: mapping({
    taints: listOf(mapping({ key: Name, value: Text.exactOptional(), effect: Name })).exactOptional(),
    unschedulable: Flag.exactOptional(),
  }).prefault({}),
}).meta({ id: 'Node' });
export type LiveNode = z.infer<typeof LiveNode>;

const LiveObject = z.discriminatedUnion('kind', [
  LiveDeployment,
  LiveStatefulSet,
  LiveDaemonSet,
  LiveReplicaSet,
  LiveHorizontalPodAutoscaler,
  LiveScaledObject,
  LivePodDisruptionBudget,
  LiveResourceQuota,
  LiveNode,
]);
export type LiveObject = z.infer<typeof LiveObject>;
export type LiveWorkload = z.infer<
  typeof LiveDeployment | typeof LiveStatefulSet | typeof LiveDaemonSet | typeof LiveReplicaSet
>;

/** By API group and kind. */
const liveSchemas: ReadonlyMap<string, z.ZodType<LiveObject>> = new Map<string, z.ZodType<LiveObject>>([
  ['apps/Deployment', LiveDeployment],
  ['apps/StatefulSet', LiveStatefulSet],
  ['apps/DaemonSet', LiveDaemonSet],
  ['apps/ReplicaSet', LiveReplicaSet],
  ['autoscaling/HorizontalPodAutoscaler', LiveHorizontalPodAutoscaler],
  ['keda.sh/ScaledObject', LiveScaledObject],
  ['policy/PodDisruptionBudget', LivePodDisruptionBudget],
  ['/ResourceQuota', LiveResourceQuota],
  ['/Node', LiveNode],
]);

/** The API groups and kinds of which facts are read, such as `apps/Deployment`. */
export const liveKinds: readonly string[] = [...liveSchemas.keys()];

/** API group and kind, such as `apps/Deployment`, also for what was once served under extensions. */
export function liveKind(apiVersion: string, kind: string): string {
  const group = apiGroup(apiVersion);
  return `${group === 'extensions' ? 'apps' : group}/${kind}`;
}

/** What an object of a kind has to be; undefined for a kind of which no facts are read. */
export function liveSchema(apiVersion: string, kind: string): z.ZodType<LiveObject> | undefined {
  return liveSchemas.get(liveKind(apiVersion, kind));
}

const kindNames = liveKinds.map((each) => each.slice(each.indexOf('/') + 1));
const OtherKind = mapping({ apiVersion: Text, kind: Text.regex(new RegExp(`^(?!(${kindNames.join('|')})$)`)) });
/** Such as a StatefulSet of apps.kruise.io. */
const OtherGroup = mapping({
  apiVersion: Text.regex(/^(?!(apps|extensions|autoscaling|keda\.sh|policy)\/|v1$)/),
  kind: Text,
});

/** What the cluster holds, as `kubectl get … -o json` prints it. Objects of other kinds are passed over. */
export const Facts = mapping({
  apiVersion: z.literal('v1'),
  kind: z.literal('List'),
  items: listOf(z.union([LiveObject, OtherKind, OtherGroup])).transform((items) => items.filter(isLive)),
}).meta({
  id: 'Facts',
  title: 'Rollcast facts',
  description: 'What `kubectl get deploy,sts,ds,rs,hpa,pdb,resourcequota,nodes -A -o json` prints.',
});
export type Facts = z.infer<typeof Facts>;

function isLive(item: { readonly apiVersion: string; readonly kind: string }): item is LiveObject {
  return liveSchema(item.apiVersion, item.kind) !== undefined;
}
