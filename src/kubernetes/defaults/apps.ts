import type { JsonObject } from '../../schema/json.ts';
import { isMaxUnavailableStatefulSetOn } from '../feature-gates.ts';
import { objectAt } from '../field-access.ts';
import { defaultClaimTemplate } from './claim.ts';
import { type Draft, refine, refineEach, refineStruct, setDefault } from './draft.ts';
import { defaultPodTemplate } from './pod.ts';
import { withoutAnnotations } from './without-annotations.ts';

/** Mirrors SetDefaults_Deployment of apps/v1: 25 % and 25 %, ten old ReplicaSets, ten minutes. */
export function defaultDeployment(deployment: JsonObject): JsonObject {
  return withSpec(deployment, (spec) => {
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'revisionHistoryLimit', 10);
    setDefault(spec, 'progressDeadlineSeconds', 600);
    refineStruct(spec, 'strategy', (strategy) => {
      const draft: Draft = { type: 'RollingUpdate', ...strategy };
      if (draft['type'] === 'RollingUpdate') {
        draft['rollingUpdate'] = { maxUnavailable: '25%', maxSurge: '25%', ...objectAt(draft, 'rollingUpdate') };
      }
      return draft;
    });
    refineStruct(spec, 'template', defaultPodTemplate);
  });
}

/**
 * Mirrors SetDefaults_StatefulSet of apps/v1. A type which is written out leaves an absent rollingUpdate absent, an
 * absent type fills in partition 0: two objects which behave the same.
 */
export function defaultStatefulSet(statefulSet: JsonObject, minor: number): JsonObject {
  return withSpec(statefulSet, (spec) => {
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'revisionHistoryLimit', 10);
    spec['persistentVolumeClaimRetentionPolicy'] = {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
      ...objectAt(spec, 'persistentVolumeClaimRetentionPolicy'),
    };
    refineStruct(spec, 'updateStrategy', (strategy) => {
      const draft: Draft = { ...strategy };
      if (draft['type'] === undefined) {
        draft['type'] = 'RollingUpdate';
        setDefault(draft, 'rollingUpdate', {});
      }
      if (draft['type'] === 'RollingUpdate') {
        const defaults = isMaxUnavailableStatefulSetOn(minor) ? { partition: 0, maxUnavailable: 1 } : { partition: 0 };
        refine(draft, 'rollingUpdate', (rollingUpdate) => ({ ...defaults, ...rollingUpdate }));
      }
      return draft;
    });
    refineEach(spec, 'volumeClaimTemplates', defaultClaimTemplate);
    refineStruct(spec, 'template', defaultPodTemplate);
  });
}

const templateGeneration = 'deprecated.daemonset.template.generation';

/** Mirrors SetDefaults_DaemonSet of apps/v1. The server counts the generation in the annotation itself. */
export function defaultDaemonSet(daemonSet: JsonObject): JsonObject {
  return withSpec(withoutAnnotations(daemonSet, [templateGeneration]), (spec) => {
    setDefault(spec, 'revisionHistoryLimit', 10);
    refineStruct(spec, 'updateStrategy', (strategy) => {
      const draft: Draft = { type: 'RollingUpdate', ...strategy };
      if (draft['type'] === 'RollingUpdate') {
        draft['rollingUpdate'] = { maxUnavailable: 1, maxSurge: 0, ...objectAt(draft, 'rollingUpdate') };
      }
      return draft;
    });
    refineStruct(spec, 'template', defaultPodTemplate);
  });
}

export function defaultReplicaSet(replicaSet: JsonObject): JsonObject {
  return withSpec(replicaSet, (spec) => {
    setDefault(spec, 'replicas', 1);
    refineStruct(spec, 'template', defaultPodTemplate);
  });
}

/** Mirrors SetDefaults_ReplicationController: selector and labels are those of the template where none are stated. */
export function defaultReplicationController(controller: JsonObject): JsonObject {
  const labels = objectAt(controller, 'spec', 'template', 'metadata', 'labels');
  const draft: Draft = {
    ...withSpec(controller, (spec) => {
      setDefault(spec, 'replicas', 1);
      if (Object.keys(labels).length > 0) setDefault(spec, 'selector', labels);
      refine(spec, 'template', defaultPodTemplate);
    }),
  };
  if (Object.keys(labels).length > 0) draft['metadata'] = { labels, ...objectAt(draft, 'metadata') };
  return draft;
}

function withSpec(object: JsonObject, fill: (spec: Draft) => void): JsonObject {
  const spec: Draft = { ...objectAt(object, 'spec') };
  fill(spec);
  return { ...object, spec };
}
