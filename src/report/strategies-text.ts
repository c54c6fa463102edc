import type { NamedStrategy } from '../schema/named-strategy.ts';
import type { Procedure } from '../schema/procedure.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { painter } from './ansi.ts';
import { commonAssumptions } from './common-assumptions.ts';
import { objectNames } from './object-names.ts';
import { phraseText } from './phrase.ts';
import { planEntries } from './plan-entries.ts';
import { procedurePhrase } from './procedure-words.ts';
import { strategySteps } from './strategy-words.ts';
import type { TextOptions } from './text.ts';
import { visibleText } from './visible-text.ts';
import { workloadText } from './workload-text.ts';
import { wrapText } from './wrap-text.ts';

/** All strategies, with one line about each. */
export function renderStrategyList(strategies: readonly NamedStrategy[], { colour, width }: TextOptions): string {
  const paint = painter(colour);
  const columns = Math.max(...strategies.map(({ name }) => name.length), 0) + 2;
  const lines = strategies.flatMap(({ name, summary }) => {
    const [first = '', ...rest] = wrapText(visibleText(summary), width, ' '.repeat(columns + 2));
    return [`  ${paint('strong', name.padEnd(columns))}${first.trimStart()}`, ...rest];
  });
  return ['', ...lines, '', '  rollcast strategies NAME explains one.', ''].join('\n');
}

/** What a strategy does to ten pods: the plan where a controller follows it, else its steps. */
interface StrategyExample {
  readonly example: RolloutPlan | undefined;
  readonly procedure: Procedure | undefined;
}

/** One strategy: when to use it, its steps, and what an example with it does. */
export function renderStrategy(
  strategy: NamedStrategy,
  { example, procedure }: StrategyExample,
  options: TextOptions,
): string {
  const { name, summary, explanation, notes } = strategy;
  const { colour, width } = options;
  const paint = painter(colour);
  const say = (text: string, indent = '  ') => wrapText(visibleText(text), width, indent);
  const steps = strategySteps(strategy.strategy).flatMap((step, index) => {
    const [first = '', ...rest] = say(step, '     ');
    return [`  ${index + 1}. ${first.trimStart()}`, ...rest];
  });
  const lines = [
    '',
    `  ${paint('strong', name)}`,
    ...say(summary),
    '',
    ...paragraphs(explanation).flatMap((paragraph) => [...say(paragraph), '']),
    `  ${paint('strong', 'Steps')}`,
    ...steps,
    '',
    ...(notes.length === 0
      ? []
      : [`  ${paint('strong', 'Not as written')}`, ...notes.flatMap((note) => say(note)), '']),
    ...(example
      ? [`  ${paint('strong', 'A Deployment of ten pods with it')}`, '', ...exampleText(example, options)]
      : []),
    ...(procedure
      ? [`  ${paint('strong', 'A Deployment of ten pods with it')}`, ...say(phraseText(procedurePhrase(procedure)))]
      : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Broken lines belong together, an empty one parts them. */
function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

function exampleText(plan: RolloutPlan, { colour, width }: TextOptions): readonly string[] {
  const context = {
    names: objectNames(plan),
    commonAssumptions: new Set(commonAssumptions(plan)),
    paint: painter(colour),
    width,
    plan,
  };
  return planEntries(plan).flatMap((entry) => workloadText({ entry, others: [] }, context));
}
