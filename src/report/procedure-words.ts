import type { Procedure, ProcedureStep } from '../schema/procedure.ts';
import { countNoun } from './count-noun.ts';
import { formatAmounts } from './format-amounts.ts';
import { formatDuration } from './format-duration.ts';
import { type Phrase, phrase, strong } from './phrase.ts';

/** All steps together: how low, how high, how long, how many of them a person decides. */
export function procedurePhrase({ forecast, steps }: Procedure): Phrase {
  const decisions = steps.filter(({ waitsFor }) => waitsFor === 'Person').length;
  const waits = decisions === 0 ? '' : `, and the time for ${countNoun(decisions, 'decision')}`;
  const requests = formatAmounts(forecast.peakRequests);
  const peak = `at most ${countNoun(forecast.peakPods, 'pod')}${requests === undefined ? '' : ` (${requests})`}`;
  const seconds = formatDuration(forecast.expectedSeconds);
  return phrase`${countNoun(steps.length, 'step')}, never fewer than ${forecast.floor} available, ${peak}, ${seconds}${waits}`;
}

/** A step: what it does and ends with, its commands, and those which undo it. */
export interface StepPhrases {
  readonly title: Phrase;
  readonly commands: readonly string[];
  readonly undo: readonly string[];
}

export function stepPhrases(step: ProcedureStep): StepPhrases {
  const { commands, undo, isPointOfNoReturn, title } = step;
  const last = isPointOfNoReturn ? phrase` ${strong(phrase`Point of no return.`)}` : [];
  return { title: phrase`${title} (${endWords(step)}).${last}`, commands, undo: undo.commands };
}

function endWords({ waitsFor, expectedSeconds = 0 }: ProcedureStep): string {
  const ends: Record<ProcedureStep['waitsFor'], string> = {
    Nothing: 'at once',
    AvailablePods: `until available, ${formatDuration(expectedSeconds)}`,
    Time: formatDuration(expectedSeconds),
    Person: 'a person decides',
  };
  return ends[waitsFor];
}
