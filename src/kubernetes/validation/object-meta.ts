import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { listAt, objectAt, stringAt } from '../field-access.ts';
import { labelKeyFault, labelValueFault } from '../label-syntax.ts';
import { isPathSegment } from './names.ts';
import { forbidden, invalid, type Rejections, required } from './rejections.ts';

const annotationBytesMax = 256 * 1024;

/** What a kind wants of its name. */
export interface NameRule {
  readonly accepts: (name: string) => boolean;
  readonly words: string;
}

/**
 * `metadata` of a whole object. An absent namespace is filled in from the request; one of a cluster-scoped object is
 * dropped, so neither is a fault. Mirrors ValidateObjectMeta and rest.BeforeUpdate, which take an existing name as it
 * is unless `checkName`.
 */
export function* validateObjectMeta(meta: JsonObject, path: string, rule: NameRule, checkName: boolean): Rejections {
  const name = stringAt(meta, 'name') ?? '';
  const generateName = stringAt(meta, 'generateName') ?? '';
  if (name === '' && generateName === '') yield required(`${path}.name`, 'name or generateName is required');
  if (name !== '' && !(checkName ? rule.accepts(name) : isPathSegment(name))) {
    yield invalid(`${path}.name`, rule.words);
  }
  yield* validateLabels(meta['labels'], `${path}.labels`);
  yield* validateAnnotations(meta['annotations'], `${path}.annotations`);
  yield* validateOwnerReferences(meta, `${path}.ownerReferences`);
  yield* validateFinalizers(meta, `${path}.finalizers`);
}

/** Mirrors ValidateLabels: every fault is told of the whole map. */
export function* validateLabels(labels: JsonValue | undefined, field: string): Rejections {
  for (const [key, value] of Object.entries(objectAt({ labels: labels ?? {} }, 'labels'))) {
    const keyFault = labelKeyFault(key);
    if (keyFault !== undefined) yield invalid(field, `a label key is not valid: ${keyFault}`);
    const valueFault = typeof value === 'string' ? labelValueFault(value) : undefined;
    if (valueFault !== undefined) yield invalid(field, `a label value is not valid: ${valueFault}`);
  }
}

/** Mirrors ValidateAnnotations. */
export function* validateAnnotations(annotations: JsonValue | undefined, field: string): Rejections {
  let bytes = 0;
  for (const [key, value] of Object.entries(objectAt({ annotations: annotations ?? {} }, 'annotations'))) {
    const fault = labelKeyFault(key.toLowerCase());
    if (fault !== undefined) yield invalid(field, `an annotation key is not valid: ${fault}`);
    bytes += key.length + (typeof value === 'string' ? value.length : 0);
  }
  if (bytes > annotationBytesMax) yield invalid(field, `must not be larger than ${annotationBytesMax} bytes in all`);
}

function* validateOwnerReferences(meta: JsonObject, path: string): Rejections {
  let controllers = 0;
  for (const [at, reference] of listAt(meta, 'ownerReferences').entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if ((stringAt(reference, field) ?? '') === '') yield invalid(`${path}[${at}].${field}`, 'must not be empty');
    }
    if (objectAt({ reference }, 'reference')['controller'] === true) controllers += 1;
  }
  if (controllers > 1) yield invalid(path, 'only one reference may be the controller');
}

function* validateFinalizers(meta: JsonObject, field: string): Rejections {
  for (const finalizer of listAt(meta, 'finalizers')) {
    if (typeof finalizer !== 'string') continue;
    const fault = labelKeyFault(finalizer);
    if (fault !== undefined) yield invalid(field, `a finalizer is not valid: ${fault}`);
  }
  const names = listAt(meta, 'finalizers');
  if (names.includes('orphan') && names.includes('foregroundDeletion')) {
    yield forbidden(field, 'orphan and foregroundDeletion exclude each other');
  }
}
