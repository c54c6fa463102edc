import { countNoun } from '../schema/count-noun.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { happeningPhrase } from './effect-words.ts';
import { type Phrase, phrase } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';

/** “3 objects change: 1 created, 2 updated”; says so where the comparison is not complete. */
export function diffVerdict({ changes, notComputed, outcome }: RolloutPlan): string {
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  const parts = [
    ...(count('create') > 0 ? [`${count('create')} created`] : []),
    ...(count('update') > 0 ? [`${count('update')} updated`] : []),
    ...(count('delete') > 0 ? [`${count('delete')} deleted`] : []),
  ];
  const gaps = notComputed.length > 0 ? [`${countNoun(notComputed.length, 'change')} could not be compared`] : [];
  if (parts.length > 0) {
    const verb = changes.length === 1 ? 'changes' : 'change';
    return [`${countNoun(changes.length, 'object')} ${verb}: ${parts.join(', ')}`, ...gaps].join('; ');
  }
  if (gaps.length > 0) return gaps.join('');
  return outcome === 'Indeterminate' ? 'the revisions could not be compared' : 'no object changes';
}

/** What the change of one object does. */
export function effectsPhrase(entry: PlanEntry): Phrase {
  const { change } = entry;
  const isStored = change?.effects.every(({ type }) => type === 'UpdatesObject') ?? false;
  if (!isStored) return happeningPhrase(entry);
  if (change?.action === 'create') return phrase`is created`;
  if (change?.action === 'delete') return phrase`is deleted`;
  return phrase`is stored anew, no pod restarts because of it`;
}
