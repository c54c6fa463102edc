import type { ComparedStrategy, ComparedWorkload, StrategyFigures, WayBack } from '../schema/comparison.ts';
import { countNoun } from '../schema/count-noun.ts';
import { formatAmounts } from './format-amounts.ts';
import { formatDuration, formatExpectation } from './format-duration.ts';
import { type Phrase, phrase } from './phrase.ts';
import { unreachable } from './unreachable.ts';

export const comparisonColumns = {
  capacity: ['Lowest', 'Peak', 'Requests at the peak', 'Extra'],
  course: ['Time', 'By hand', 'Both serve', 'Way back'],
} as const;

/** A strategy in the columns above; a refused one has only its name. */
export interface ComparisonRow {
  readonly name: Phrase;
  readonly capacity: readonly string[];
  readonly course: readonly string[];
}

export function comparisonRows({ strategies, basePods, desiredPods }: ComparedWorkload): readonly ComparisonRow[] {
  const kept = Math.min(basePods, desiredPods);
  return strategies.map((strategy) => {
    const name = namePhrase(strategy);
    if (strategy.outcome === 'Refused') {
      return { name, capacity: ['cannot work', '–', '–', '–'], course: ['cannot work', '–', '–', '–'] };
    }
    const { figures } = strategy;
    return {
      name,
      capacity: [
        `${figures.floor} of ${kept}`,
        countNoun(figures.peakPods, 'pod'),
        formatAmounts(figures.peakRequests) ?? '–',
        extraWords(figures),
      ],
      course: [timeWords(figures), handWords(figures), figures.mixesVersions ? 'yes' : 'no', backWords(figures)],
    };
  });
}

/** “as-written (25% / 25%)”, “smallest-surge (1)”, “as-written (Recreate)”, “blue-green”. */
function namePhrase({ name, type, maxSurge, maxUnavailable }: ComparedStrategy): Phrase {
  if (name === 'as-written') {
    const limits = [maxSurge, maxUnavailable].filter((limit) => limit !== undefined);
    return limits.length === 0 ? phrase`as-written (${type})` : phrase`as-written (${limits.join(' / ')})`;
  }
  return name.endsWith('-surge') && maxSurge !== undefined ? phrase`${name} (${maxSurge})` : phrase`${name}`;
}

function extraWords({ extraCoreSeconds, extraGibibyteSeconds }: StrategyFigures): string {
  const parts = [
    ...(extraCoreSeconds === 0 ? [] : [`${rounded(extraCoreSeconds)} core-s`]),
    ...(extraGibibyteSeconds === 0 ? [] : [`${rounded(extraGibibyteSeconds)} GiB-s`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** Without places after the point from 10 on. */
function rounded(value: number): string {
  return String(value < 10 ? Math.round(value * 100) / 100 : Math.round(value));
}

function timeWords({ bestSeconds, expectedSeconds, worstSeconds }: StrategyFigures): string {
  if (expectedSeconds === undefined) return 'does not end';
  return formatExpectation(bestSeconds ?? expectedSeconds, expectedSeconds, worstSeconds ?? expectedSeconds);
}

function handWords({ commits, decisions }: StrategyFigures): string {
  return [countNoun(commits, 'commit'), ...(decisions > 0 ? [countNoun(decisions, 'decision')] : [])].join(', ');
}

function backWords({ wayBack, steps }: StrategyFigures): string {
  switch (wayBack.type) {
    case 'Rollout':
      return wayBack.seconds === undefined ? 'revert, does not end' : `revert, ${formatDuration(wayBack.seconds)}`;
    case 'UndoSteps':
      return undoWords(wayBack, steps);
    default:
      return unreachable(wayBack);
  }
}

function undoWords(
  { atOnceThroughStep: last, pointOfNoReturnStep: end }: Extract<WayBack, { type: 'UndoSteps' }>,
  steps: number,
): string {
  const soon = last === 0 ? 'undo' : `undo, at once through step ${last} of ${steps}`;
  return end === undefined ? soon : `${soon}, none after ${end}`;
}

/** “blue-green cannot work: …” */
export function refusalPhrases({ strategies }: ComparedWorkload): readonly Phrase[] {
  return strategies.flatMap((strategy) => {
    if (strategy.outcome !== 'Refused') return [];
    const { name, reason, instead = '' } = strategy;
    return [phrase`${name} cannot work: ${`${reason} ${instead}`.trim()}`];
  });
}
