import type { JsonObject } from '../schema/json.ts';
import { objectAt } from './field-access.ts';
import type { ObjectKind } from './object-kind.ts';
import { podTemplateSpec } from './types/pod.ts';
import { structsEqual, valuesIdentical } from './values-equal.ts';

const hashLabel = 'pod-template-hash';

/**
 * Whether the controller replaces running pods when `live` becomes `next` (both stored objects); null for kinds
 * whose pods are never replaced by an edit.
 *
 * A Deployment compares the values of the templates (EqualIgnoreHash: `1Gi` is 1073741824). StatefulSet and DaemonSet
 * compare the bytes of their revisions, so there another suffix of the same amount rolls every pod. For a ReplicaSet
 * or ReplicationController a template is only for pods to come.
 */
export function rollsPods(kind: ObjectKind | undefined, live: JsonObject, next: JsonObject): boolean | null {
  const before = objectAt(live, 'spec', 'template');
  const after = objectAt(next, 'spec', 'template');
  switch (kind?.kind ?? '') {
    case 'Deployment':
      return !structsEqual(podTemplateSpec, withoutHash(before), withoutHash(after));
    case 'StatefulSet':
    case 'DaemonSet':
      return !valuesIdentical(before, after);
    case 'ReplicaSet':
    case 'ReplicationController':
      return false;
    default:
      return null;
  }
}

function withoutHash(template: JsonObject): JsonObject {
  const metadata = objectAt(template, 'metadata');
  const stated = objectAt(metadata, 'labels');
  if (!Object.hasOwn(stated, hashLabel)) return template;
  const { [hashLabel]: _, ...labels } = stated;
  return { ...template, metadata: { ...metadata, labels } };
}
