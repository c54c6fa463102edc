import { z } from 'zod';

/** Names one object of a revision. Two objects are the same if root, API group, kind, namespace and name are. */
export const ObjectReference = z
  .strictObject({
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    root: z.string().describe('Directory within which the name is unique; "." is the top of the repository.'),
  })
  .readonly()
  .meta({ id: 'ObjectReference', description: 'One Kubernetes object of a revision.' });
export type ObjectReference = z.infer<typeof ObjectReference>;

/** The API group: `apps` of `apps/v1`, the empty string of `v1`. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** One string per identity; versions of one API group share it (`apps/v1beta2` and `apps/v1`). */
export function identityKey(object: ObjectReference): string {
  return JSON.stringify([object.root, apiGroup(object.apiVersion), object.kind, object.namespace ?? '', object.name]);
}
