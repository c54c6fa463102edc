import { stringAt } from '../../src/kubernetes/field-access.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import type { JsonObject } from '../../src/schema/json.ts';

/** An object of a revision as the manifest reader would give it. */
export function revisionObject(
  value: JsonObject,
  place: { readonly root?: string; readonly path?: string; readonly line?: number } = {},
): RevisionObject {
  const { root = '.', path = `${root}/all.yaml`, line = 1 } = place;
  const namespace = stringAt(value, 'metadata', 'namespace');
  const names = {
    apiVersion: stringAt(value, 'apiVersion') ?? '',
    kind: stringAt(value, 'kind') ?? '',
    name: stringAt(value, 'metadata', 'name') ?? '',
  };
  return {
    reference: { ...names, ...(namespace !== undefined && { namespace }), root },
    object: { ...names, namespace, value, document: { path, line, documentText: '', documentLine: line, within: [] } },
  };
}
