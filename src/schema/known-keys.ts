import { z } from 'zod';

/** The keys which a document may have at a path; none where it holds no mapping. */
export function knownKeys(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  const bare = unwrapped(schema);
  const [step, ...rest] = path;
  if (bare instanceof z.ZodArray) return step === undefined ? [] : knownKeys(bare.element, rest);
  if (!(bare instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType | undefined>> = bare.shape;
  if (step === undefined) return Object.keys(shape).filter((key) => isWritable(shape[key]));
  const field = shape[step];
  return field === undefined ? [] : knownKeys(field, rest);
}

/** What is only there to be refused with a reason is nothing to offer. */
function isWritable(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && !(unwrapped(schema) instanceof z.ZodNever);
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly;
  return isWrapper ? unwrapped(schema.unwrap()) : schema;
}
