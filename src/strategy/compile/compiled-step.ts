import type { JsonObject } from '../../schema/json.ts';
import type { Generation } from '../../schema/timeline.ts';

/** One object before and after a step: created without `before`, deleted without `after`. */
export interface ObjectEdit {
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** Of a Deployment: which version the pods of `after` are; absent: the same as before. */
  readonly version?: Generation;
}

export type StepWait =
  | { readonly type: 'Nothing' | 'AvailablePods' | 'Person' }
  | { readonly type: 'Time'; readonly seconds: number };

/** A pure edit of a set of objects, and what the next step waits for. Everything else of a step follows from it. */
export interface CompiledStep {
  readonly title: string;
  readonly edits: readonly ObjectEdit[];
  readonly waitsFor: StepWait;
  readonly isPointOfNoReturn: boolean;
}

/** Why a strategy cannot work for a workload, and what can; both are sentences for people. */
export interface Refusal {
  readonly type: 'Refused';
  readonly reason: string;
  readonly instead: string;
}

export interface CompiledSteps {
  readonly type: 'Steps';
  readonly steps: readonly CompiledStep[];
  /** What a reader would not expect, one sentence each. */
  readonly remarks: readonly string[];
}

export type Compilation = CompiledSteps | Refusal;

export function refused(reason: string, instead: string): Refusal {
  return { type: 'Refused', reason, instead };
}

/** What gives back the exact former objects: the opposite edits in the opposite order. */
export function undoEdits(edits: readonly ObjectEdit[]): readonly ObjectEdit[] {
  return edits.toReversed().map(({ before, after }) => ({
    ...(after && { before: after }),
    ...(before && { after: before }),
  }));
}
