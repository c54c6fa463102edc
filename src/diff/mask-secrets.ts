import { valuesIdentical } from '../kubernetes/values-equal.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { alignLists } from './list-alignment.ts';
import { mask, maskAfter, maskBefore, maskTexts } from './mask-text.ts';
import {
  followsCredentialFlag,
  isValuesKey,
  type MappingPlace,
  mappingPlace,
  type Place,
  reasonFor,
} from './secret-places.ts';

/** Two forms of one object in which every value that may be secret is replaced by a mark. */
export interface MaskedPair {
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** Every text which was hidden: to be taken out of messages which were made from the unmasked object. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * Replaces what may be secret by marks: `***` where both sides are equal or only one has the value, `*** (before)` and
 * `*** (after)` where they differ. Hidden are: everything in a Secret but its metadata and type, wherever it stands
 * (also in lists and templates); values under a name that reads like a credential; texts which carry a Secret or
 * have the form of one; kubectl's last-applied annotation. Two values that differ still differ when masked.
 */
export function maskObjects(before: JsonObject | undefined, after: JsonObject | undefined): MaskedPair {
  const secrets = new Set<string>();
  const masked = maskPair(before, after, { secrets, reason: undefined, inValues: false });
  return {
    before: isJsonObject(masked.before) ? masked.before : undefined,
    after: isJsonObject(masked.after) ? masked.after : undefined,
    secrets,
  };
}

interface Context extends Place {
  readonly secrets: Set<string>;
}

type Value = JsonValue | undefined;
interface Pair {
  readonly before: Value;
  readonly after: Value;
}

function maskPair(before: Value, after: Value, context: Context): Pair {
  if (after === undefined) return { before: maskOne(before, context), after };
  if (before === undefined) return { before, after: maskOne(after, context) };
  if (valuesIdentical(before, after)) {
    const both = maskOne(before, context);
    return { before: both, after: both };
  }
  if (isJsonObject(before) && isJsonObject(after)) return maskMappings(before, after, context);
  if (isJsonArray(before) && isJsonArray(after)) return maskLists(before, after, context);
  if (typeof before === 'object' || typeof after === 'object') {
    return { before: maskOne(before, context), after: maskOne(after, context) };
  }
  if (context.reason) return hideDifferent(before, after, context);
  if (typeof before !== 'string' || typeof after !== 'string') {
    return { before: maskOne(before, context), after: maskOne(after, context) };
  }
  const { secrets, ...texts } = maskTexts(before, after);
  for (const secret of secrets) context.secrets.add(secret);
  return texts;
}

/** A value which is the same on both sides, or which only one side has; the value itself where there is nothing to hide. */
function maskOne(value: Value, context: Context): Value {
  if (isJsonArray(value)) return maskItems(value, context);
  if (isJsonObject(value)) return maskEntries(value, context);
  if (value === undefined) return value;
  if (context.reason) return isShownAnyway(value, context) ? value : hide(value, context);
  if (typeof value !== 'string') return value;
  const { before, secrets } = maskTexts(value, value);
  for (const secret of secrets) context.secrets.add(secret);
  return before;
}

function maskItems(list: readonly JsonValue[], context: Context): readonly JsonValue[] {
  let isChanged = false;
  const masked = list.map((item, index) => {
    const below: Context = followsCredentialFlag(list, index) ? { ...context, reason: 'Credential' } : context;
    const shown = maskOne(item, below) ?? null;
    if (shown !== item) isChanged = true;
    return shown;
  });
  return isChanged ? masked : list;
}

function maskEntries(mapping: JsonObject, context: Context): JsonObject {
  const place = mappingPlace(context, mapping, undefined);
  const replaced = new Map<string, JsonValue>();
  const hiddenKeys = new Set<string>();
  for (const key of Object.keys(mapping)) {
    const value = mapping[key] ?? null;
    const reason = reasonFor(place, key, value, undefined);
    const shown = maskOne(value, below(context, key, reason)) ?? null;
    if (shown !== value) replaced.set(key, shown);
    if (isHiddenKey(key, reason, place)) hiddenKeys.add(key);
  }
  if (replaced.size === 0 && hiddenKeys.size === 0) return mapping;
  for (const key of hiddenKeys) context.secrets.add(key);
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => [hiddenKeys.has(key) ? mask : key, replaced.get(key) ?? value]),
  );
}

/** What no key of a Secret may hold may be a value gone astray: `{password:hunter2}`, without a space, is a key. */
function isHiddenKey(key: string, reason: Context['reason'], { isSecret, ...mapping }: MappingPlace): boolean {
  const isWithinSecret = isSecret || mapping.reason === 'Secret' || mapping.reason === 'SecretMetadata';
  return isWithinSecret && reason === 'Secret' && /[^\w.-]/.test(key);
}

/** The context of the values under a key. */
function below(context: Context, key: string, reason: Context['reason']): Context {
  const inValues = context.inValues || isValuesKey(key);
  if (reason === context.reason && inValues === context.inValues) return context;
  return { secrets: context.secrets, reason, inValues };
}

/** Hides two different scalars. Nothing is told of them but that they differ. */
function hideDifferent(before: JsonValue, after: JsonValue, context: Context): Pair {
  const shown = {
    before: isShownAnyway(before, context) ? before : maskBefore,
    after: isShownAnyway(after, context) ? after : maskAfter,
  };
  hide(before, context);
  hide(after, context);
  return shown;
}

/** Only a Secret hides what cannot be a credential. */
function isShownAnyway(value: JsonValue, { reason }: Context): boolean {
  return reason === 'Credential' && (value === null || typeof value === 'boolean');
}

function hide(value: JsonValue, { secrets }: Context): string {
  if (typeof value === 'string') secrets.add(value);
  else if (typeof value === 'number' || typeof value === 'bigint') secrets.add(`${value}`);
  return mask;
}

function maskMappings(before: JsonObject, after: JsonObject, context: Context): Pair {
  const place = mappingPlace(context, before, after);
  const beforeEntries: [string, JsonValue][] = [];
  const afterEntries: [string, JsonValue][] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const valueBefore = Object.hasOwn(before, key) ? before[key] : undefined;
    const valueAfter = Object.hasOwn(after, key) ? after[key] : undefined;
    const reason = reasonFor(place, key, valueBefore, valueAfter);
    const masked = maskPair(valueBefore, valueAfter, below(context, key, reason));
    const isHidden = isHiddenKey(key, reason, place);
    if (isHidden) context.secrets.add(key);
    const isOnBoth = valueBefore !== undefined && valueAfter !== undefined;
    if (masked.before !== undefined)
      beforeEntries.push([isHidden ? (isOnBoth ? mask : maskBefore) : key, masked.before]);
    if (masked.after !== undefined) afterEntries.push([isHidden ? (isOnBoth ? mask : maskAfter) : key, masked.after]);
  }
  return { before: Object.fromEntries(beforeEntries), after: Object.fromEntries(afterEntries) };
}

function maskLists(before: readonly JsonValue[], after: readonly JsonValue[], context: Context): Pair {
  const maskedBefore: JsonValue[] = [];
  const maskedAfter: JsonValue[] = [];
  for (const pair of alignLists(before, after, undefined).pairs) {
    const itemBefore = pair.before === undefined ? undefined : before[pair.before];
    const itemAfter = pair.after === undefined ? undefined : after[pair.after];
    const isHidden = followsCredentialFlag(before, pair.before) || followsCredentialFlag(after, pair.after);
    const masked = maskPair(itemBefore, itemAfter, isHidden ? { ...context, reason: 'Credential' } : context);
    if (pair.before !== undefined) maskedBefore[pair.before] = masked.before ?? null;
    if (pair.after !== undefined) maskedAfter[pair.after] = masked.after ?? null;
  }
  return { before: maskedBefore, after: maskedAfter };
}
