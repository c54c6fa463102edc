import type { JsonObject } from '../../schema/json.ts';
import type { Generation } from '../../schema/timeline.ts';
import type { CompiledStep, ObjectEdit, StepWait } from './compiled-step.ts';
import { objectKey } from './object-parts.ts';

/** What a step makes of one object. */
export type StepChange =
  | { readonly type: 'Put'; readonly object: JsonObject; readonly version?: Generation }
  | { readonly type: 'Delete'; readonly object: JsonObject };

interface StepDraft {
  readonly title: string;
  readonly changes?: readonly StepChange[];
  readonly waitsFor?: StepWait;
  readonly isPointOfNoReturn?: boolean;
}

/** Collects steps over a set of objects: what a step finds is always what the steps before it left. */
export interface StepBuilder {
  readonly add: (draft: StepDraft) => void;
  /** The object as the steps so far leave it; the given one where they do not touch it. */
  readonly present: (object: JsonObject) => JsonObject;
  readonly steps: () => readonly CompiledStep[];
}

export function stepBuilder(objects: readonly JsonObject[]): StepBuilder {
  const set = new Map(objects.map((object) => [objectKey(object), object]));
  const steps: CompiledStep[] = [];
  const edit = (change: StepChange): ObjectEdit => {
    const key = objectKey(change.object);
    const before = set.get(key);
    if (change.type === 'Delete') {
      set.delete(key);
      return before ? { before } : {};
    }
    set.set(key, change.object);
    return { ...(before && { before }), after: change.object, ...(change.version && { version: change.version }) };
  };
  return {
    add: ({ title, changes = [], waitsFor = { type: 'Nothing' }, isPointOfNoReturn = false }) => {
      steps.push({ title, edits: changes.map(edit), waitsFor, isPointOfNoReturn });
    },
    present: (object) => set.get(objectKey(object)) ?? object,
    steps: () => steps,
  };
}
