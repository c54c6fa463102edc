import type { JsonObject } from '../../src/schema/json.ts';

/** What kubectl prints of objects, as far as tests need it. */

interface LiveMetadata {
  readonly namespace?: string;
  readonly uid?: string;
  readonly creationTimestamp?: string;
  readonly ownerReferences?: readonly JsonObject[];
  readonly labels?: Readonly<Record<string, string>>;
}

export function list(...items: readonly JsonObject[]): JsonObject {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

export function liveObject(type: string, name: string, metadata: LiveMetadata, rest: JsonObject = {}): JsonObject {
  const at = type.lastIndexOf('/');
  const base = type.startsWith('v1/Node') ? {} : { namespace: 'shop' };
  return {
    apiVersion: type.slice(0, at),
    kind: type.slice(at + 1),
    metadata: { ...base, name, ...metadata },
    ...rest,
  };
}

export function liveDeployment(name: string, metadata: LiveMetadata = {}, status: JsonObject = {}): JsonObject {
  return liveObject('apps/v1/Deployment', name, metadata, { spec: { replicas: 3, template: {} }, status });
}

export function liveReplicaSet(name: string, metadata: LiveMetadata = {}): JsonObject {
  return liveObject('apps/v1/ReplicaSet', name, metadata, { spec: { replicas: 3, template: {} }, status: {} });
}

/** The reference to a Deployment which controls an object. */
export function ownedBy(name: string, uid?: string): { readonly ownerReferences: readonly JsonObject[] } {
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, controller: true };
  return { ownerReferences: [uid === undefined ? owner : { ...owner, uid }] };
}
