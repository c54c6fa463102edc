import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { code, type Phrase, phrase } from './phrase.ts';
import { clipText } from './visible-text.ts';

/** Names objects as briefly as this plan allows: group and root are told only where the plan holds two of one name. */
export interface ObjectNames {
  /** “Deployment `prod/web`”, with “in `overlays/prod`” where another root has one as well. */
  readonly full: (object: ObjectReference) => Phrase;
}

export function objectNames(plan: RolloutPlan): ObjectNames {
  return namesAmong(objectsOf(plan));
}

export function namesAmong(objects: readonly ObjectReference[]): ObjectNames {
  const roots = new Map<string, Set<string>>();
  const groups = new Map<string, Set<string>>();
  for (const object of objects) {
    add(roots, shortKey(object), object.root);
    add(groups, shortKey(object), apiGroup(object.apiVersion));
  }
  return {
    full: (object) => {
      const group = isShared(groups, object) ? phrase` (${clip(apiGroup(object.apiVersion) || 'core')})` : [];
      const root = isShared(roots, object) ? phrase` in ${code(clip(object.root))}` : [];
      return phrase`${clip(object.kind)}${group} ${code(clip(shortName(object)))}${root}`;
    },
  };
}

export function shortName({ namespace, name }: ObjectReference): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function objectsOf(plan: RolloutPlan): readonly ObjectReference[] {
  return [
    ...plan.changes.map(({ object }) => object),
    ...plan.rollouts.map(({ object }) => object),
    ...plan.traffic.map(({ object }) => object),
    ...plan.findings.flatMap(({ object }) => object ?? []),
  ];
}

function isShared(map: Map<string, Set<string>>, object: ObjectReference): boolean {
  return (map.get(shortKey(object))?.size ?? 0) > 1;
}

/** Names may be of any length in a file; valid ones are shorter than this. */
function clip(name: string): string {
  return clipText(name, 260);
}

function shortKey({ kind, namespace, name }: ObjectReference): string {
  return JSON.stringify([kind, namespace ?? '', name]);
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
