import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { labelKeyFault } from '../label-syntax.ts';
import { compareQuantities, milliValue, parseQuantity, type Quantity, quantitySign } from '../quantity.ts';
import { forbidden, invalid, type Rejections, required } from './rejections.ts';

const standardResources = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Names without a domain, or of Kubernetes' own domain. Mirrors helper.IsNativeResource. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** `nvidia.com/gpu`. Mirrors helper.IsExtendedResourceName. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && labelKeyFault(`requests.${name}`) === undefined;
}

/** More than there is may be promised of cpu and memory, not of devices and huge pages. */
function mayBeOvercommitted(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** `resources` of a container. Mirrors ValidateResourceRequirements. */
export function* validateResources(resources: JsonObject, path: string): Rejections {
  const limits = objectAt(resources, 'limits');
  const requests = objectAt(resources, 'requests');
  for (const [name, amount] of Object.entries(limits)) {
    yield* validateAmount(name, amount, `${path}.limits[${name}]`);
  }
  for (const [name, amount] of Object.entries(requests)) {
    yield* validateAmount(name, amount, `${path}.requests[${name}]`);
    yield* validateRequest(name, amount, limits[name], path);
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    yield forbidden(path, 'huge pages require cpu or memory as well');
  }
}

/** Amounts by resource name: `overhead` of a pod. */
export function* validateAmounts(amounts: JsonObject, path: string): Rejections {
  for (const [name, amount] of Object.entries(amounts)) yield* validateAmount(name, amount, `${path}[${name}]`);
}

function* validateAmount(name: string, amount: JsonValue, field: string): Rejections {
  yield* validateResourceName(name, field);
  const quantity = readQuantity(amount);
  if (quantity === undefined) return;
  if (quantitySign(quantity) < 0) yield invalid(field, 'must be greater than or equal to 0');
  if (isExtended(name) && !isWhole(quantity)) yield invalid(field, 'must be a whole number');
}

/** Mirrors validateContainerResourceName. */
function* validateResourceName(name: string, field: string): Rejections {
  const fault = labelKeyFault(name);
  if (fault !== undefined) yield invalid(field, fault);
  else if (!name.includes('/') && !standardResources.has(name) && !isHugePages(name)) {
    yield invalid(field, 'is no resource of a container: cpu, memory, ephemeral-storage, hugepages-… or domain/name');
  } else if (name.includes('/') && !isNative(name) && !isExtended(name)) {
    yield invalid(field, 'does not follow the naming of extended resources');
  }
}

function* validateRequest(name: string, amount: JsonValue, limit: JsonValue | undefined, path: string): Rejections {
  if (limit === undefined) {
    if (!mayBeOvercommitted(name))
      yield required(`${path}.limits`, 'is required for resources that cannot be overcommitted');
    return;
  }
  const requested = readQuantity(amount);
  const allowed = readQuantity(limit);
  if (requested === undefined || allowed === undefined) return;
  const order = compareQuantities(requested, allowed);
  if (order !== 0 && !mayBeOvercommitted(name)) yield invalid(`${path}.requests`, 'must be equal to the limit');
  else if (order > 0) yield invalid(`${path}.requests`, `must not be above the limit (${name})`);
}

function readQuantity(value: JsonValue): Quantity | undefined {
  return typeof value === 'string' ? parseQuantity(value) : undefined;
}

/** Mirrors `quantity.MilliValue() % 1000 == 0`. */
function isWhole(quantity: Quantity): boolean {
  const milli = milliValue(quantity);
  return milli === undefined || milli % 1000n === 0n;
}
