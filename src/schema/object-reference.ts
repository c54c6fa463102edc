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
