import type { FieldType, StructType } from '../types/field-type.ts';

/** The type of a field below a struct; the fields of a pointer are those of what it points to. */
export function typeAt(type: StructType, ...path: readonly string[]): FieldType {
  let current: FieldType = type;
  for (const step of path) {
    while (current.type === 'Pointer' || current.type === 'Gated') current = current.of;
    const next: FieldType | undefined = current.type === 'Struct' ? current.fields.get(step) : undefined;
    if (next === undefined) throw new Error(`no field ${step} in the table of types`);
    current = next;
  }
  return current;
}
