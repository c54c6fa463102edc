import { canonicalText } from '../../diff/canonical-text.ts';
import { fieldAt, stringAt } from '../../kubernetes/field-access.ts';
import { isJsonArray, type JsonValue } from '../../schema/json.ts';
import type { Asked } from './asked.ts';
import { type FieldToken, followField, isItem } from './fields.ts';
import type { FoundField, ItemFit, PatchSetting } from './patch-setting.ts';
import type { SourceDocument } from './sources.ts';

/** What one operation of a JSON patch (JSON6902) does to the field. */
export function operationSettings(
  operation: JsonValue,
  placeOf: SourceDocument['place'],
  fit: number,
  asked: Asked,
): readonly PatchSetting[] {
  const [op, path] = [stringAt(operation, 'op'), stringAt(operation, 'path')];
  if (op === undefined || path === undefined || op === 'test' || !asked.tokens) return [];
  const given = op === 'add' || op === 'replace' ? fieldAt(operation, 'value') : undefined;
  const found = pointedField(pointerSteps(path), given, asked);
  if (!found) return [];
  return [
    {
      identity: canonicalText(operation),
      address: `${op} ${path}`,
      value: found.value,
      isPartial: found.isPartial || op === 'move' || op === 'copy',
      item: found.item,
      fit,
      place: placeOf([]),
      valuePlace: placeOf(given === undefined ? [] : ['value', ...found.path]),
    },
  ];
}

function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

interface PointedField extends FoundField {
  /** The operation changes something within the field. */
  readonly isPartial: boolean;
  readonly item: ItemFit;
}

/** The field in the value of an operation; undefined: the operation is for something else. */
function pointedField(
  pointer: readonly string[],
  given: JsonValue | undefined,
  asked: Asked,
): PointedField | undefined {
  const tokens = asked.tokens ?? [];
  const fits = pointer.map((step, at) => stepFit(step, at === pointer.length - 1 ? given : undefined, asked, at));
  if (fits.includes('Other')) return undefined;
  const found = {
    path: [],
    value: undefined,
    isPartial: pointer.length > tokens.length,
    item: (['Unlikely', 'Unknown', 'Same'] as const).find((fit) => fits.includes(fit)) ?? 'Same',
  };
  if (found.isPartial || given === undefined) return found;
  const { path, value, isComplete } = followField(given, tokens.slice(pointer.length));
  return { ...found, path, value: isComplete ? (value ?? undefined) : undefined };
}

/** Whether a step of a pointer is that of the field. JSON patches count the items of a list, fields name them. */
function stepFit(step: string, given: JsonValue | undefined, asked: Asked, at: number): ItemFit | 'Other' {
  const token = asked.tokens?.[at];
  if (!token || step === token.text) return 'Same';
  if (!token.isBracket || !/^(?:\d+|-)$/.test(step)) return 'Other';
  if (given !== undefined) return isItem(given, token) ? 'Same' : 'Other';
  const list = listOf(asked, asked.tokens?.slice(0, at) ?? []);
  const item = list[Number(step)];
  if (item === undefined || !list.some((each) => isItem(each, token))) return 'Unknown';
  return isItem(item, token) ? 'Same' : 'Unlikely';
}

/** A list of the object, as its source has it. */
function listOf({ original }: Asked, tokens: readonly FieldToken[]): readonly JsonValue[] {
  const source = original('head') ?? original('base');
  const list = source && followField(source.value, tokens);
  return list?.isComplete && isJsonArray(list.value) ? list.value : [];
}
