import type { ObjectReference } from './object-reference.ts';

/** The API group: `apps` of `apps/v1`, the empty string of `v1`. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** One string per identity; versions of one API group share it (`apps/v1beta2` and `apps/v1`). */
export function identityKey(object: ObjectReference): string {
  return JSON.stringify([object.root, apiGroup(object.apiVersion), object.kind, object.namespace ?? '', object.name]);
}
