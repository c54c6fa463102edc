import { apiGroup } from '../schema/object-identity.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { shortName } from './object-names.ts';
import { code, type Phrase, phrase } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { clipText } from './visible-text.ts';

/** An entry, and those which tell the same of the object of that name in other built kustomizations. */
export interface AlikeEntries {
  readonly entry: PlanEntry;
  /** In the order of the plan’s entries: the riskiest first; none, or two and more. */
  readonly others: readonly PlanEntry[];
}

/** Fewer are told one by one: a table of two says no more than two rows. */
const alikeMin = 3;

/** A change of a base reaches many overlays: what it does alike in them is told once. Each group stands where its first entry does. */
export function alikeEntries(entries: readonly PlanEntry[], { rendered }: RolloutPlan): readonly AlikeEntries[] {
  const built = new Set(rendered?.roots.map(({ path }) => path));
  const groups = Map.groupBy(entries, (entry) => (built.has(entry.object.root) ? likeness(entry) : entry));
  const alike = new Map(
    [...groups.values()].flatMap(([entry, ...others]) =>
      entry && others.length + 1 >= alikeMin ? [[entry, others] as const] : [],
    ),
  );
  const told = new Set([...alike.values()].flat());
  return entries.filter((entry) => !told.has(entry)).map((entry) => ({ entry, others: alike.get(entry) ?? [] }));
}

/** Equal for entries which differ in numbers alone: how many pods there are, how low they go, how long it takes. */
function likeness({ object, section, change, rollout, traffic, worst, isRisky }: PlanEntry): string {
  return JSON.stringify([
    object.kind,
    apiGroup(object.apiVersion),
    object.name,
    section,
    worst,
    isRisky,
    change?.action,
    change?.effects.map(({ type }) => type),
    change?.fields.map(({ path, type, before, after }) => [path, type, before, after]),
    rollout?.type,
    rollout?.outcome,
    traffic?.switch,
  ]);
}

/** “Deployment `web` in 14 overlays”. */
export function alikeName({ entry, others }: AlikeEntries): Phrase {
  const { object } = entry;
  const isOneNamespace = others.every((other) => other.object.namespace === object.namespace);
  const name = code(clipText(isOneNamespace ? shortName(object) : object.name, 260));
  return phrase`${clipText(object.kind, 260)} ${name} in ${others.length + 1} overlays`;
}

/** The entries of a group which are told one by one, and how many are not. */
export function shownOverlays({ entry, others }: AlikeEntries): {
  readonly shown: readonly PlanEntry[];
  readonly hidden: number;
} {
  const all = [entry, ...others];
  const shown = all.slice(0, overlaysMax);
  return { shown, hidden: all.length - shown.length };
}

const overlaysMax = 30;
