import type { Effect } from '../schema/effect.ts';
import type { FieldChange } from '../schema/field-change.ts';
import { fieldPhrase } from './field-words.ts';
import type { ObjectNames } from './object-names.ts';
import { joinPhrases, type Phrase, phrase } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { unreachable } from './unreachable.ts';
import { clipText } from './visible-text.ts';

/**
 * Why the object does what it does: the changed fields of the pod template, or the reason of the effect. Where the
 * report lists the changed fields anyway, `fieldsAreListed` leaves out what only repeats them.
 */
export function whyPhrase({ change, rollout }: PlanEntry, names: ObjectNames, fieldsAreListed = false): Phrase {
  if (!change) return rollout ? phrase`The object itself does not change.` : [];
  const { pairedWith, effects, fields } = change;
  // The reason for a pair is also the reason for what follows from it; it is told once.
  const told = effects.filter((effect) => !('reason' in effect) || effect.reason !== pairedWith?.reason);
  const isListed = fieldsAreListed && fields.length > 0;
  const sentences = told.flatMap((effect) => (isListed ? besideFields(effect, rollout) : effectReason(effect, fields)));
  const paired = pairedWith
    ? [phrase`Paired with ${names.full(pairedWith.object)}: ${sentence(pairedWith.reason)}.`]
    : [];
  return joinPhrases([...sentences, ...paired], ' ');
}

/** What the list of changed fields does not say itself. */
function besideFields(effect: Effect, rollout: PlanEntry['rollout']): Phrase[] {
  if (effect.type === 'RollsPods' && effect.orderOnly) return [orderOnly];
  if (effect.type === 'StrategyOnly') return rollout ? [] : [strategyOnlyPhrase(effect)];
  const isTold = effect.type === 'NoEffect' || effect.type === 'NotForecast';
  return isTold ? [phrase`${capitalised(sentence(effect.reason))}.`] : [];
}

function strategyOnlyPhrase({ releasesPods }: Effect & { type: 'StrategyOnly' }): Phrase {
  return releasesPods
    ? phrase`Pods which it may hold back get the present template now; --facts tells how many these are.`
    : phrase`It counts from the next rollout on.`;
}

const orderOnly = phrase`Only the order or the spelling differs: no new configuration, but every pod restarts.`;

function effectReason(effect: Effect, fields: readonly FieldChange[]): Phrase[] {
  switch (effect.type) {
    case 'RollsPods': {
      const reason = sentence(effect.reason);
      if (effect.orderOnly) return [phrase`${orderOnly} ${capitalised(reason)}.`];
      const verb = effect.heldBy === undefined ? phrase`Rolls because of` : phrase`The pod template changes:`;
      return [phrase`${verb} ${templateFields(fields) ?? phrase`${reason}`}.`];
    }
    case 'NotForecast': {
      const changed = changedFields(fields);
      return [phrase`${capitalised(sentence(effect.reason))}.`, ...(changed ? [phrase`${changed}.`] : [])];
    }
    case 'Recreates':
    case 'MovesTraffic':
    case 'StrategyOnly':
    case 'NoEffect':
      return [phrase`${capitalised(sentence(effect.reason))}.`];
    case 'Rejected':
    case 'StartsPods':
    case 'StopsPods':
    case 'Scales':
    case 'ConfigReaches':
    case 'UpdatesObject':
      return [];
    default:
      return unreachable(effect);
  }
}

/** The first letter of a plain word; a field path stays as it is. */
function capitalised(text: string): string {
  return text.replace(/^[a-z](?=[a-z]*[ ,;:])/, (letter) => letter.toUpperCase());
}

/** Without its own full stop, so that ours is the only one. */
function sentence(text: string): string {
  return clipText(text, 300).replace(/\.$/, '');
}

/** Prefixes which every one of them has are left out. */
function templateFields(fields: readonly FieldChange[]): Phrase | undefined {
  const inTemplate = fields.filter(({ path }) => path.startsWith(template));
  return changedFields(
    inTemplate.map((field) => ({ ...field, path: field.path.slice(template.length).replace(/^spec\./, '') })),
  );
}

/** At most three, and how many more. */
function changedFields(fields: readonly FieldChange[]): Phrase | undefined {
  const real = fields.filter(({ type }) => type !== 'SameMeaning');
  if (real.length === 0) return undefined;
  const shown = real.slice(0, 3).map(fieldPhrase);
  const more = real.length > 3 ? [phrase`${real.length - 3} more`] : [];
  return joinPhrases([...shown, ...more], '; ');
}

const template = 'spec.template.';
