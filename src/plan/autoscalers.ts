import type { RevisionObject } from '../manifest/revision-object.ts';
import { isAutoscaler, scaleTarget } from './relations.ts';

/** Finds what scales a workload without looking through a whole revision each time. */
export interface Autoscalers {
  /** The autoscaler of the same root; else, if it is the only one of that name and namespace, of another root. */
  readonly of: (workload: RevisionObject) => RevisionObject | undefined;
}

export function indexAutoscalers(objects: readonly RevisionObject[]): Autoscalers {
  const byTarget = Map.groupBy(objects.filter(isAutoscaler), (object) => key(object, scaleTarget(object)));
  return {
    of: (workload) => {
      const candidates = byTarget.get(key(workload, workload.reference)) ?? [];
      const own = candidates.find(({ reference }) => reference.root === workload.reference.root);
      return own ?? (candidates.length === 1 ? candidates[0] : undefined);
    },
  };
}

function key({ reference }: RevisionObject, target: ReturnType<typeof scaleTarget>): string {
  return JSON.stringify([reference.namespace ?? null, target?.kind ?? null, target?.name ?? null]);
}
