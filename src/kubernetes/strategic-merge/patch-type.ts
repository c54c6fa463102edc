import type { FieldType, ListType, StructType } from '../types/field-type.ts';

/** Directives which a strategic merge patch carries beside the fields; see make-patch.ts and apply-patch.ts. */
export const deleteMarker = '$patch';
export const retainKeysKey = '$retainKeys';
export const orderPrefix = '$setElementOrder/';
export const deletePrefix = '$deleteFromPrimitiveList/';

/** The struct behind a field; undefined where the fields are not known one by one (maps, ignored fields). */
export function structOf(type: FieldType | undefined): StructType | undefined {
  const bare = bareType(type);
  return bare?.type === 'Struct' ? bare : undefined;
}

export function listOf(type: FieldType | undefined): ListType | undefined {
  const bare = bareType(type);
  return bare?.type === 'List' ? bare : undefined;
}

/** The items of a list, if they are structs. */
export function itemStructOf(list: ListType): StructType | undefined {
  return list.of.type === 'Struct' ? list.of : undefined;
}

function bareType(type: FieldType | undefined): FieldType | undefined {
  let bare = type;
  while (bare?.type === 'Pointer' || bare?.type === 'Gated') bare = bare.of;
  return bare;
}
