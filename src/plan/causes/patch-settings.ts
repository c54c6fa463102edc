import { canonicalText } from '../../diff/canonical-text.ts';
import { stringAt } from '../../kubernetes/field-access.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { Asked } from './asked.ts';
import { childOf, type FieldToken, followField } from './fields.ts';
import { operationSettings } from './json-patch.ts';
import { nameFit } from './names.ts';
import { isSameKind } from './originals.ts';
import type { FoundField, PatchSetting } from './patch-setting.ts';
import type { SourceDocument, Step } from './sources.ts';
import { targetFit } from './targets.ts';

/** Without a target a strategic merge patch says itself which object it is for; JSON patches do not. */
export function patchSettings(
  { value, place }: SourceDocument,
  target: JsonObject | undefined,
  asked: Asked,
): readonly PatchSetting[] {
  if (isJsonArray(value)) {
    const fit = target ? targetFit(target, asked) : 0;
    if (target && fit === 0) return [];
    return value.flatMap((operation, index) =>
      operationSettings(operation, (path) => place([index, ...path]), fit, asked),
    );
  }
  if (!isJsonObject(value)) return [];
  const fit = target ? targetFit(target, asked) : ownFit(value, asked);
  return fit === 0 ? [] : mergeSettings(value, place, fit, asked);
}

function ownFit(patch: JsonObject, asked: Asked): number {
  const [apiVersion = '', kind = ''] = [stringAt(patch, 'apiVersion'), stringAt(patch, 'kind')];
  if (!isSameKind({ apiVersion, kind }, asked.object)) return 0;
  const namespace = stringAt(patch, 'metadata', 'namespace');
  const namespaces = [asked.object.namespace, asked.original('head')?.namespace, asked.original('base')?.namespace];
  if (namespace !== undefined && !namespaces.includes(namespace)) return 0;
  return nameFit(stringAt(patch, 'metadata', 'name') ?? '', asked.clues());
}

function mergeSettings(
  patch: JsonObject,
  placeOf: SourceDocument['place'],
  fit: number,
  { tokens }: Asked,
): readonly PatchSetting[] {
  const found = tokens ? mergedField(patch, tokens) : directiveAt(patch, []);
  if (!found) return [];
  const place = placeOf(found.path);
  const identity = canonicalText([found.path.at(-1) === directive, found.value ?? null]);
  return [{ value: found.value, identity, address: '', isPartial: false, item: 'Same', fit, place, valuePlace: place }];
}

/** The field in a strategic merge patch, or what removes or replaces something around it. */
function mergedField(patch: JsonObject, tokens: readonly FieldToken[]): FoundField | undefined {
  const { path, value, isComplete } = followField(patch, tokens);
  const around = [...path, undefined].flatMap((_, length) => directiveAt(patch, path.slice(0, length)) ?? []);
  const [removal] = isComplete ? around.filter(({ word }) => word === 'delete') : around;
  if (removal || !isComplete) return removal ?? (isMapping(value) ? undefined : { path, value: undefined });
  return { path, value: value ?? undefined };
}

/** Of a list it says nothing which item it replaces. */
function isMapping(value: JsonValue | undefined): boolean {
  return isJsonObject(value) || isJsonArray(value);
}

const directive = '$patch';

interface FoundDirective extends FoundField {
  readonly word: string;
}

/** `$patch: delete` or `$patch: replace`. */
function directiveAt(patch: JsonObject, path: readonly Step[]): FoundDirective | undefined {
  const holder = path.reduce<JsonValue | undefined>((value, step) => value && childOf(value, step), patch);
  const word = stringAt(holder, directive);
  return word === undefined ? undefined : { path: [...path, directive], value: undefined, word };
}
