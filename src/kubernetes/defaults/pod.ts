import type { JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { defaultContainer } from './container.ts';
import { type Draft, refine, refineEach, refineStruct, setDefault } from './draft.ts';
import { defaultResourceList } from './resource-list.ts';
import { defaultVolume } from './volume.ts';
import { withoutAnnotations } from './without-annotations.ts';

/** Mirrors SetDefaults_PodSpec; `serviceAccount` and `serviceAccountName` mirror each other. */
function defaultPodSpec(spec: JsonObject): JsonObject {
  const draft: Draft = { ...spec };
  setDefault(draft, 'dnsPolicy', 'ClusterFirst');
  setDefault(draft, 'restartPolicy', 'Always');
  setDefault(draft, 'securityContext', {});
  setDefault(draft, 'terminationGracePeriodSeconds', 30);
  setDefault(draft, 'schedulerName', 'default-scheduler');
  mirrorServiceAccount(draft);
  refine(draft, 'overhead', defaultResourceList);
  refineEach(draft, 'volumes', defaultVolume);
  refineEach(draft, 'initContainers', defaultContainer);
  refineEach(draft, 'containers', defaultContainer);
  return draft;
}

/** Once init containers were written into annotations; the API server drops those. */
const initContainerAnnotations: readonly string[] = ['alpha', 'beta'].flatMap((stage) => [
  `pod.${stage}.kubernetes.io/init-containers`,
  `pod.${stage}.kubernetes.io/init-container-statuses`,
]);

export function defaultPodTemplate(template: JsonObject): JsonObject {
  const draft: Draft = { ...withoutAnnotations(template, initContainerAnnotations) };
  refineStruct(draft, 'spec', defaultPodSpec);
  return draft;
}

/** A Pod itself gets what a template does not. Mirrors SetDefaults_Pod. */
export function defaultPod(pod: JsonObject): JsonObject {
  const draft: Draft = { ...pod };
  refineStruct(draft, 'spec', (stated) => {
    const spec: Draft = { ...defaultPodSpec(stated) };
    setDefault(spec, 'enableServiceLinks', true);
    const onHostNetwork = spec['hostNetwork'] === true;
    refineEach(spec, 'initContainers', (container) => withPodDefaults(container, onHostNetwork));
    refineEach(spec, 'containers', (container) => withPodDefaults(container, onHostNetwork));
    return spec;
  });
  return draft;
}

function mirrorServiceAccount(spec: Draft): void {
  const name = spec['serviceAccountName'] ?? spec['serviceAccount'];
  if (name === undefined) return;
  spec['serviceAccountName'] = name;
  spec['serviceAccount'] = name;
}

/** Requests default to limits; ports of the host's network are host ports. */
function withPodDefaults(container: JsonObject, onHostNetwork: boolean): JsonObject {
  const draft: Draft = { ...container };
  const limits = objectAt(draft, 'resources', 'limits');
  if (Object.keys(limits).length > 0) {
    const resources = objectAt(draft, 'resources');
    draft['resources'] = { ...resources, requests: { ...limits, ...objectAt(resources, 'requests') } };
  }
  if (onHostNetwork) {
    refineEach(draft, 'ports', (port) => {
      const number = port['containerPort'];
      return number === undefined ? port : { hostPort: number, ...port };
    });
  }
  return draft;
}
