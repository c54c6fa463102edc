import type { JsonObject } from '../../schema/json.ts';
import type { NameRule } from './object-meta.ts';
import type { Rejections } from './rejections.ts';

/** The ordinary validation of one kind. Its metadata is checked for all kinds alike. */
export interface KindRules {
  readonly name: NameRule;
  /** Whether an update checks the name again (Service and a few others do; most kinds take an old name as it is). */
  readonly checksNameOnUpdate?: boolean;
  /** `before`: the object as it is in the cluster, undefined for a creation. */
  validate(object: JsonObject, before: JsonObject | undefined): Rejections;
}
