import { persistentVolumeClaim } from './claims.ts';
import { bool, gated, ignored, int32, intOrText, list, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';
import { podTemplateSpec } from './pod.ts';

// Deployment, StatefulSet, DaemonSet and ReplicaSet (k8s.io/api/apps/v1).

const rollingUpdateDeployment = struct({
  maxSurge: pointer(intOrText),
  maxUnavailable: pointer(intOrText),
});

const deploymentStrategy = struct(
  {
    rollingUpdate: pointer(rollingUpdateDeployment),
    type: text,
  },
  { retainKeys: true },
);

const deploymentSpec = struct({
  minReadySeconds: int32,
  paused: bool,
  progressDeadlineSeconds: pointer(int32),
  replicas: pointer(int32),
  revisionHistoryLimit: pointer(int32),
  selector: pointer(labelSelector),
  strategy: deploymentStrategy,
  template: podTemplateSpec,
});

export const deployment = struct({
  metadata: objectMeta,
  spec: deploymentSpec,
  status: ignored,
});

const rollingUpdateStatefulSetStrategy = struct({
  maxUnavailable: gated('1.35', pointer(intOrText), '1.36'),
  partition: pointer(int32),
});

const statefulSetUpdateStrategy = struct({
  rollingUpdate: pointer(rollingUpdateStatefulSetStrategy),
  type: text,
});

const statefulSetPersistentVolumeClaimRetentionPolicy = struct({
  whenDeleted: text,
  whenScaled: text,
});

const statefulSetOrdinals = struct({
  start: int32,
});

const statefulSetSpec = struct({
  minReadySeconds: int32,
  ordinals: pointer(statefulSetOrdinals),
  persistentVolumeClaimRetentionPolicy: pointer(statefulSetPersistentVolumeClaimRetentionPolicy),
  podManagementPolicy: text,
  replicas: pointer(int32),
  revisionHistoryLimit: pointer(int32),
  selector: pointer(labelSelector),
  serviceName: text,
  template: podTemplateSpec,
  updateStrategy: statefulSetUpdateStrategy,
  volumeClaimTemplates: list(persistentVolumeClaim),
});

export const statefulSet = struct({
  metadata: objectMeta,
  spec: statefulSetSpec,
  status: ignored,
});

const rollingUpdateDaemonSet = struct({
  maxSurge: pointer(intOrText),
  maxUnavailable: pointer(intOrText),
});

const daemonSetUpdateStrategy = struct({
  rollingUpdate: pointer(rollingUpdateDaemonSet),
  type: text,
});

const daemonSetSpec = struct({
  minReadySeconds: int32,
  revisionHistoryLimit: pointer(int32),
  selector: pointer(labelSelector),
  template: podTemplateSpec,
  updateStrategy: daemonSetUpdateStrategy,
});

export const daemonSet = struct({
  metadata: objectMeta,
  spec: daemonSetSpec,
  status: ignored,
});

const replicaSetSpec = struct({
  minReadySeconds: int32,
  replicas: pointer(int32),
  selector: pointer(labelSelector),
  template: podTemplateSpec,
});

export const replicaSet = struct({
  metadata: objectMeta,
  spec: replicaSetSpec,
  status: ignored,
});
