import type { JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';

/** An object or template without annotations that the API server keeps for itself. */
export function withoutAnnotations(object: JsonObject, names: readonly string[]): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const annotations = objectAt(metadata, 'annotations');
  if (!names.some((name) => Object.hasOwn(annotations, name))) return object;
  const kept = Object.entries(annotations).filter(([name]) => !names.includes(name));
  return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(kept) } };
}
