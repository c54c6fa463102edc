import type { ResourceChange } from '../schema/resource-change.ts';

/** Whether a field, or one within it, gets another meaning: `spec.template` for `spec.template.spec.containers[name=web].image`. */
export function touchesField({ fields }: Pick<ResourceChange, 'fields'>, path: string): boolean {
  return fields.some(({ path: changed, type }) => {
    const isWithin = changed === path || changed.startsWith(`${path}.`) || changed.startsWith(`${path}[`);
    return isWithin && type !== 'SameMeaning';
  });
}
