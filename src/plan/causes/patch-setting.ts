import type { JsonValue } from '../../schema/json.ts';
import type { SourceLocation } from '../../schema/source-location.ts';
import type { Step } from './sources.ts';

/** What a patch does to the field which is asked about. */
export interface PatchSetting {
  /** What it does; the same in both revisions means that this patch changed nothing. */
  readonly identity: string;
  /** Where it does it; with the same in the other revision only the value differs. */
  readonly address: string;
  /** undefined: it removes the field, or replaces what is around it. */
  readonly value: JsonValue | undefined;
  /** It does more than give the field its value, or less. */
  readonly isPartial: boolean;
  readonly item: ItemFit;
  /** How surely it means the object, from 3 to 0. */
  readonly fit: number;
  readonly place: SourceLocation;
  /** The line of the value. */
  readonly valuePlace: SourceLocation;
}

/**
 * Whether a patch means the item of a list which the field names: surely; perhaps, where its source does not have that
 * item; or another one, unless a patch before it has put items in front.
 */
export type ItemFit = 'Same' | 'Unknown' | 'Unlikely';

/** A field as far as a patch has it. */
export interface FoundField {
  readonly path: readonly Step[];
  readonly value: JsonValue | undefined;
}
