import { countNoun } from '../schema/count-noun.ts';
import type { Procedure, ProcedureStep, StepState } from '../schema/procedure.ts';
import type { Generation } from '../schema/timeline.ts';
import { formatAmounts } from './format-amounts.ts';
import { formatDuration } from './format-duration.ts';
import { code, joinPhrases, type Phrase, phrase, strong } from './phrase.ts';

/** All steps together: how low, how high, how long, how many of them a person decides. */
export function procedurePhrase({ forecast, steps }: Procedure): Phrase {
  const decisions = steps.filter(({ waitsFor }) => waitsFor === 'Person').length;
  const waits = decisions === 0 ? '' : `, and the time for ${countNoun(decisions, 'decision')}`;
  const requests = formatAmounts(forecast.peakRequests);
  const peak = `at most ${countNoun(forecast.peakPods, 'pod')}${requests === undefined ? '' : ` (${requests})`}`;
  const seconds = formatDuration(forecast.expectedSeconds);
  return phrase`${countNoun(steps.length, 'step')}, never fewer than ${forecast.floor} available${thinServices(forecast)}, ${peak}, ${seconds}${waits}`;
}

/** The Services which reach fewer pods than are available: the pods of a canary stand behind another one. */
function thinServices({ floor, endpoints }: Procedure['forecast']): Phrase {
  const thin = endpoints.filter((each) => each.floor < floor);
  const told = thin.map((each) => phrase`${each.floor} behind Service ${code(each.service.name)}`);
  return told.length === 0 ? [] : phrase` (but ${joinPhrases(told, ', ')})`;
}

/** A step: what it does and ends with, its commands, and those which undo it. */
export interface StepPhrases {
  readonly title: Phrase;
  readonly commands: readonly string[];
  readonly undo: readonly string[];
  /** “10 of web, 10 of web-green available; Service web: 10 old pods”. */
  readonly state: Phrase;
}

export function stepPhrases(step: ProcedureStep): StepPhrases {
  const { commands, undo, isPointOfNoReturn, title } = step;
  const last = isPointOfNoReturn ? phrase` ${strong(phrase`Point of no return.`)}` : [];
  const ended = phrase`${title} (${endWords(step)}).${last}`;
  return { title: ended, commands, undo: undo.commands, state: statePhrase(step.after) };
}

/** What there is after a step, as far as there is any. */
function statePhrase({ pods, endpoints, weights }: StepState): Phrase {
  const running = pods
    .filter(({ available }) => available > 0)
    .map(({ object, available }) => phrase`${available} of ${code(object.name)}`);
  const services = groupedBy(endpoints, ({ service }) => service.name);
  const routes = groupedBy(weights, ({ route }) => route.name);
  return joinPhrases(
    [
      running.length === 0 ? phrase`no pod available` : phrase`${joinPhrases(running, ', ')} available`,
      ...services.map(([name, own]) => {
        const ready = own.map((each) => ({ version: each.version, text: `${each.ready}`, isAny: each.ready > 0 }));
        const pods = own.reduce((sum, each) => sum + each.ready, 0);
        return phrase`Service ${code(name)}: ${versionsText(ready)}${pods === 0 ? '' : pods === 1 ? ' pod' : ' pods'}`;
      }),
      ...routes.map(([name, own]) => {
        const shares = own.map((each) => ({
          version: each.version,
          text: `${each.percent} %`,
          isAny: each.percent > 0,
        }));
        return phrase`route ${code(name)}: ${versionsText(shares)}`;
      }),
    ],
    '; ',
  );
}

interface VersionAmount {
  readonly version: Generation;
  readonly text: string;
  readonly isAny: boolean;
}

function versionsText(amounts: readonly VersionAmount[]): string {
  const some = amounts.filter(({ isAny }) => isAny).map(({ version, text }) => `${text} ${version}`);
  return some.length === 0 ? 'none' : some.join(' and ');
}

function groupedBy<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly (readonly [string, Item[]])[] {
  return [...Map.groupBy(items, nameOf)];
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
