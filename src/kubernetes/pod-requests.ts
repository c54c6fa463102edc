import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { ResourceAmounts } from '../schema/resource-amounts.ts';
import { containersOf, initContainersOf, isSidecar } from './pod-containers.ts';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  multiplyQuantity,
  parseQuantity,
  parseQuantityValue,
  type Quantity,
  subtractQuantities,
} from './quantity.ts';

/** CPU and memory, exact. */
export interface Requests {
  readonly cpu: Quantity;
  readonly memory: Quantity;
}

type Resource = keyof Requests;

const zero: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', isDecimal: false };
export const noRequests: Requests = { cpu: zero, memory: zero };

/**
 * What one pod of this spec requests, as the scheduler counts it: the larger of (containers + sidecars) and the
 * hungriest moment of starting (one init container + the sidecars before it), or what the pod as a whole states;
 * and its overhead. Where a container states only a limit, that is its request. Containers of 300m and 200m, a
 * sidecar of 100m and after it an init container of 1: max(600m, 1100m) = 1100m. Mirrors PodRequests of the component
 * helpers. What is not a quantity counts as nothing: the API server refuses it anyway.
 */
export function podRequests(podSpec: JsonObject): Requests {
  return { cpu: requestOf(podSpec, 'cpu'), memory: requestOf(podSpec, 'memory') };
}

export function addRequests(left: Requests, right: Requests): Requests {
  return { cpu: addQuantities(left.cpu, right.cpu), memory: addQuantities(left.memory, right.memory) };
}

/** May be negative. */
export function subtractRequests(left: Requests, right: Requests): Requests {
  return { cpu: subtractQuantities(left.cpu, right.cpu), memory: subtractQuantities(left.memory, right.memory) };
}

/** `pods` is an integer. */
export function multiplyRequests(requests: Requests, pods: number): Requests {
  return { cpu: multiplyQuantity(requests.cpu, pods), memory: multiplyQuantity(requests.memory, pods) };
}

/** Canonical texts, as plans hold them: 2500m and 3Gi. Without the spelling that is kept of a single quantity (`+1`). */
export function requestsText(requests: Requests): ResourceAmounts {
  const { cpu, memory } = multiplyRequests(requests, 1);
  return { cpu: canonicalQuantity(cpu), memory: canonicalQuantity(memory) };
}

/** The sum of amounts which are texts already: 500m and 1Gi + 1 and 512Mi = 1500m and 1536Mi. */
export function addAmounts(left: ResourceAmounts, right: ResourceAmounts): ResourceAmounts {
  return requestsText(addRequests(readAmounts(left), readAmounts(right)));
}

function readAmounts({ cpu, memory }: ResourceAmounts): Requests {
  return { cpu: parseQuantity(cpu) ?? zero, memory: parseQuantity(memory) ?? zero };
}

function requestOf(podSpec: JsonObject, resource: Resource): Quantity {
  const whole = statedRequest(podSpec, resource, containersRequest(podSpec, resource));
  const overhead = isJsonObject(podSpec['overhead']) ? quantityOf(podSpec['overhead'][resource]) : undefined;
  return overhead === undefined ? whole : addQuantities(whole, overhead);
}

/** The request of the pod as a whole, where stated; its limit stands in only where no container requests anything. */
function statedRequest(podSpec: JsonObject, resource: Resource, ofContainers: Quantity): Quantity {
  const stated = resourceOf(podSpec, 'requests', resource);
  if (stated !== undefined) return stated;
  return ofContainers.unscaled === 0n ? (resourceOf(podSpec, 'limits', resource) ?? ofContainers) : ofContainers;
}

function containersRequest(podSpec: JsonObject, resource: Resource): Quantity {
  let running = containersOf(podSpec)
    .map((each) => containerRequest(each, resource))
    .reduce(addQuantities, zero);
  let sidecars = zero;
  let starting = zero;
  for (const container of initContainersOf(podSpec)) {
    const request = containerRequest(container, resource);
    const withSidecars = addQuantities(sidecars, request);
    starting = larger(starting, withSidecars);
    if (!isSidecar(container)) continue;
    sidecars = withSidecars;
    running = addQuantities(running, request);
  }
  return larger(running, starting);
}

function containerRequest(container: JsonObject, resource: Resource): Quantity {
  return resourceOf(container, 'requests', resource) ?? resourceOf(container, 'limits', resource) ?? zero;
}

/** `resources.requests.cpu` and the like, of a container or a pod spec. */
function resourceOf(holder: JsonObject, list: 'requests' | 'limits', resource: Resource): Quantity | undefined {
  const resources = holder['resources'];
  const amounts = isJsonObject(resources) ? resources[list] : undefined;
  return isJsonObject(amounts) ? quantityOf(amounts[resource]) : undefined;
}

function quantityOf(value: JsonValue | undefined): Quantity | undefined {
  return value === undefined ? undefined : parseQuantityValue(value);
}

function larger(left: Quantity, right: Quantity): Quantity {
  return compareQuantities(left, right) < 0 ? right : left;
}
