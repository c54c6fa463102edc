import type { JsonObject } from '../../schema/json.ts';
import { type Draft, refine, refineEach, setDefault } from './draft.ts';
import { pullPolicyFor } from './pull-policy.ts';
import { defaultResources } from './resource-list.ts';

/** Mirrors SetDefaults_Container, SetDefaults_Probe, SetDefaults_HTTPGetAction and their like. */
export function defaultContainer(container: JsonObject): JsonObject {
  const draft: Draft = { ...container };
  setDefault(draft, 'imagePullPolicy', pullPolicyFor(draft['image']));
  setDefault(draft, 'terminationMessagePath', '/dev/termination-log');
  setDefault(draft, 'terminationMessagePolicy', 'File');
  refineEach(draft, 'ports', defaultContainerPort);
  refineEach(draft, 'env', defaultEnvVar);
  refine(draft, 'resources', defaultResources);
  refine(draft, 'livenessProbe', defaultProbe);
  refine(draft, 'readinessProbe', defaultProbe);
  refine(draft, 'startupProbe', defaultProbe);
  refine(draft, 'lifecycle', defaultLifecycle);
  return draft;
}

function defaultContainerPort(port: JsonObject): JsonObject {
  return port['protocol'] === undefined ? { ...port, protocol: 'TCP' } : port;
}

function defaultEnvVar(variable: JsonObject): JsonObject {
  if (variable['valueFrom'] === undefined) return variable;
  const draft: Draft = { ...variable };
  refine(draft, 'valueFrom', (source) => {
    const sourceDraft: Draft = { ...source };
    refine(sourceDraft, 'fieldRef', defaultFieldRef);
    refine(sourceDraft, 'fileKeyRef', (key) => ({ optional: false, ...key }));
    return sourceDraft;
  });
  return draft;
}

/** Mirrors SetDefaults_ObjectFieldSelector; also of downward API volumes. */
export function defaultFieldRef(fieldRef: JsonObject): JsonObject {
  return { apiVersion: 'v1', ...fieldRef };
}

function defaultProbe(probe: JsonObject): JsonObject {
  const draft: Draft = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe };
  refine(draft, 'httpGet', defaultHttpGet);
  refine(draft, 'grpc', (grpc) => ({ service: '', ...grpc }));
  return draft;
}

function defaultLifecycle(lifecycle: JsonObject): JsonObject {
  const draft: Draft = { ...lifecycle };
  refine(draft, 'postStart', defaultHandler);
  refine(draft, 'preStop', defaultHandler);
  return draft;
}

function defaultHandler(handler: JsonObject): JsonObject {
  const draft: Draft = { ...handler };
  refine(draft, 'httpGet', defaultHttpGet);
  return draft;
}

function defaultHttpGet(httpGet: JsonObject): JsonObject {
  return { path: '/', scheme: 'HTTP', ...httpGet };
}
