import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { canonicalQuantity, parseQuantity, roundUpQuantity } from '../quantity.ts';
import { type Draft, refine } from './draft.ts';

/** Whole amounts and thousandths with a suffix, which rounding leaves as they are. */
const noFinerThanMilli = /^\d+(?:m|k|Ki|[MGTPE]i?)?$/;
const milli = -3;

/** Every amount rounded up to 1m: `1u` of cpu is `1m`. Mirrors SetDefaults_ResourceList. */
export function defaultResourceList(amounts: JsonObject): JsonObject {
  if (Object.values(amounts).every((amount) => typeof amount === 'string' && noFinerThanMilli.test(amount))) {
    return amounts;
  }
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, roundedUp(amount)]));
}

/** `limits` and `requests` of containers and of claims. */
export function defaultResources(resources: JsonObject): JsonObject {
  const draft: Draft = { ...resources };
  refine(draft, 'limits', defaultResourceList);
  refine(draft, 'requests', defaultResourceList);
  return draft;
}

function roundedUp(amount: JsonValue): JsonValue {
  const quantity = typeof amount === 'string' ? parseQuantity(amount) : undefined;
  return quantity === undefined ? amount : canonicalQuantity(roundUpQuantity(quantity, milli));
}
