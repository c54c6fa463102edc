import { countNoun } from '../schema/count-noun.ts';
import type { Procedure } from '../schema/procedure.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { type AlikeEntries, alikeName, shownOverlays } from './alike-entries.ts';
import type { Paint } from './ansi.ts';
import { ownAssumptions } from './common-assumptions.ts';
import { happeningPhrase, stallReasons } from './effect-words.ts';
import type { ObjectNames } from './object-names.ts';
import { type Phrase, phrase, phraseText } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { procedurePhrase, stepPhrases } from './procedure-words.ts';
import { readerPhrases, remarkPhrases, routesPhrase, trafficPhrase } from './remark-words.ts';
import {
  capacityPhrase,
  describeFloor,
  describePeak,
  describeTime,
  doubtPhrase,
  hasStrategy,
  requestsPhrase,
  rollbackPhrase,
  stallPhrase,
  strategyPhrase,
} from './rollout-words.ts';
import { availablePods, hasGenerations, replacesPods, stepRows } from './step-words.ts';
import { pictureColumns, podBar, podFigures, withoutGenerations } from './timeline-picture.ts';
import { visibleText } from './visible-text.ts';
import { whyPhrase } from './why-phrase.ts';
import { wrapText } from './wrap-text.ts';

export interface TextContext {
  readonly names: ObjectNames;
  readonly paint: Paint;
  readonly width: number;
  readonly plan: RolloutPlan;
  /** Told once for all rollouts. */
  readonly commonAssumptions: ReadonlySet<string>;
}

/** One object: what happens, and for a rollout its picture over time, its limits, the stall and the way back. */
export function workloadText(alike: AlikeEntries, context: TextContext): readonly string[] {
  const { entry } = alike;
  const { rollout, change, traffic, services, routes, object, worst } = entry;
  const say = (text: Phrase) => wrapText(phraseText(text), context.width, '      ');
  // A finding below tells the reason; this is for what was refused already.
  const refused = (worst === undefined ? (change?.rejected ?? []) : []).flatMap(({ field, reason }) =>
    say(phrase`refused: ${field}: ${reason}`),
  );
  const isRolling = rollout !== undefined && rollout.outcome !== 'Rejected';
  const why = isRolling || rollout === undefined ? whyPhrase(entry, context.names) : [];
  return [
    title(alike, context),
    ...overlaysText(alike, context),
    ...say(why),
    ...refused,
    ...(isRolling ? rolloutText(rollout, context) : []),
    ...(traffic ? say(trafficPhrase(traffic)) : []),
    ...services
      .filter(({ object: service }) => service !== object)
      .flatMap((service) =>
        say(
          phrase`${context.names.full(service.object)}${routesPhrase(service, routes, context.names)}: ${trafficPhrase(service)}`,
        ),
      ),
    ...readerPhrases(change, context.names).flatMap(say),
    '',
  ];
}

/** The same in two lines: what happens, and the figures. */
export function briefWorkloadText(alike: AlikeEntries, context: TextContext): readonly string[] {
  const { rollout } = alike.entry;
  return [
    title(alike, context),
    ...overlaysText(alike, context),
    ...(rollout && rollout.outcome !== 'Rejected' ? figures(rollout, context) : []),
  ];
}

/** In which numbers the overlays differ; all else is told of the first. */
function overlaysText(alike: AlikeEntries, { width }: TextContext): readonly string[] {
  const { entry, others } = alike;
  if (others.length === 0) return [];
  const { shown, hidden } = shownOverlays(alike);
  return [
    ...shown.flatMap((each) => wrapText(overlayText(each), width, indent)),
    ...(hidden > 0 ? [`${indent}${hidden} more`] : []),
    `${indent}the rest describes ${visibleText(entry.object.root)}`,
  ];
}

function overlayText({ object: { root, namespace }, rollout }: PlanEntry): string {
  const where = visibleText(namespace === undefined ? root : `${root} (${namespace})`);
  if (!rollout) return where;
  const lowest = describeFloor(rollout.capacity);
  return `${where}: ${countNoun(rollout.capacity.desired, 'pod')}, lowest ${lowest ?? '–'}, peak ${describePeak(rollout.capacity)}, ${describeTime(rollout)}`;
}

function title(alike: AlikeEntries, { names, paint, width }: TextContext): string {
  const { entry, others } = alike;
  const { worst, change, rollout } = entry;
  const isRefused = (change?.rejected.length ?? 0) > 0;
  const mark =
    worst === 'high' || isRefused
      ? paint('danger', '✖')
      : worst === 'medium'
        ? paint('warning', '▲')
        : paint('strong', rollout && replacesPods(rollout.type) ? '▲' : '●');
  const name = phraseText(others.length === 0 ? names.full(entry.object) : alikeName(alike));
  const what = phraseText(happeningPhrase(entry));
  const gap = name.length + what.length + 6 <= width ? '   ' : '\n      ';
  return `  ${mark} ${paint('strong', name)}${gap}${what}`;
}

function rolloutText(rollout: WorkloadRollout, context: TextContext): readonly string[] {
  const { capacity, capacityAtMin, capacityAtMax, outcome, outcomeReason, remarks, replicas } = rollout;
  const assumptions = ownAssumptions(rollout, context.commonAssumptions);
  const say = (text: Phrase) => wrapText(phraseText(text), context.width, indent);
  const doubt = doubtPhrase(capacity);
  const stall = stallPhrase(rollout);
  const back = rollbackPhrase(rollout);
  const requests = requestsPhrase(capacity);
  return [
    ...figures(rollout, context),
    ...(hasStrategy(rollout) ? say(strategyPhrase(rollout)) : []),
    ...picture(rollout, context),
    ...(outcomeReason ? say(phrase`${stallReasons[outcomeReason]}`) : []),
    ...(requests && rollout.type !== 'Stops' ? say(phrase`requests at the peak: ${requests}`) : []),
    ...(doubt === undefined ? [] : say(phrase`not guaranteed: ${doubt}`)),
    ...(capacityAtMin
      ? say(phrase`at the autoscaler’s minimum of ${replicas.min}: ${capacityPhrase(capacityAtMin)}`)
      : []),
    ...(capacityAtMax
      ? say(phrase`at the autoscaler’s maximum of ${replicas.max}: ${capacityPhrase(capacityAtMax)}`)
      : []),
    ...(stall ? say(phrase`if the new pods never become ready, ${stall}`) : []),
    ...(back ? say(phrase`to go back from there, ${back}`) : []),
    ...remarkPhrases(remarks).flatMap(say),
    ...(rollout.procedure ? procedureText(rollout.procedure, context) : []),
    ...(assumptions.length > 0 && outcome !== 'Paused' ? say(phrase`assumes: ${assumptions.join(' ')}`) : []),
  ];
}

const indent = '      ';

/** The steps of a chosen strategy. Commands stand on lines of their own, to be copied. */
function procedureText(procedure: Procedure, { width, paint }: TextContext): readonly string[] {
  const deeper = `${indent}   `;
  const steps = procedure.steps.flatMap((step) => {
    const { title, commands, undo, state } = stepPhrases(step);
    const [first = '', ...rest] = wrapText(phraseText(title), width, deeper);
    return [
      `${indent}${step.number}. ${first.trimStart()}`,
      ...rest,
      ...commands.map((command) => `${deeper}$ ${visibleText(command)}`),
      ...undo.map((command) => paint('dim', `${deeper}undo: ${visibleText(command)}`)),
      ...wrapText(phraseText(phrase`then: ${state}`), width, deeper),
    ];
  });
  const head = phrase`steps of ${procedure.name} (--emit writes their files): ${procedurePhrase(procedure)}`;
  const remarks = remarkPhrases(procedure.remarks).flatMap((remark) => wrapText(phraseText(remark), width, indent));
  return ['', ...wrapText(phraseText(head), width, indent), ...steps, ...remarks, ''];
}

function figures(rollout: WorkloadRollout, { paint }: TextContext): readonly string[] {
  if (rollout.type === 'Stops') return [];
  const floor = describeFloor(rollout.capacity);
  const doubt = doubtPhrase(rollout.capacity) === undefined ? '' : ` ${paint('warning', 'not guaranteed')}`;
  const lowest = floor === undefined ? [] : [`lowest ${floor}${doubt}`];
  return [indent + [...lowest, `peak ${describePeak(rollout.capacity)}`, describeTime(rollout)].join('   ')];
}

function picture({ steps, capacity, type }: WorkloadRollout, { paint, width }: TextContext): readonly string[] {
  const { rows, hidden } = stepRows({ steps, type }, picturesMax);
  const isReplacing = hasGenerations({ type, steps });
  if (rows.length === 0 || type === 'Stops') return [];
  const most = steps.reduce((peak, step) => Math.max(peak, step.old + step.new), 1);
  const peak = Math.max(most, capacity.base, capacity.peakPods);
  const atWidth = Math.max(...rows.map(({ at }) => at.length));
  const barWidth = Math.min(pictureColumns, peak);
  const figuresWidth = Math.max(...rows.map(({ step }) => podFigures(step, isReplacing).length));
  const lines = rows.map(({ at, step }) => {
    const counts = isReplacing ? step : withoutGenerations(step);
    const columns = podBar(counts, peak, (_, text) => text).length;
    const bar = podBar(counts, peak, paint) + ' '.repeat(Math.max(0, barWidth - columns));
    const repeated = step.times > 1 ? paint('dim', `   ${step.times} times`) : '';
    const figures = podFigures(step, isReplacing).padEnd(figuresWidth);
    const ready = `   ${availablePods(step)} available`;
    const isNarrow = 8 + atWidth + 3 + barWidth + 3 + figuresWidth + ready.length > width;
    return `        ${at.padStart(atWidth)}   ${bar}   ${isNarrow ? ready.trim() : `${figures}${figuresWidth === 0 ? ready.trim() : ready}`}${repeated}`;
  });
  if (hidden > 0) lines.splice(picturesMax - Math.floor(picturesMax / 4), 0, `        … ${hidden} more steps`);
  return ['', ...lines, ''];
}

const picturesMax = 16;
