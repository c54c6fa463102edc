import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { renderDiffMarkdown } from './diff-markdown.ts';
import { renderDiffText } from './diff-text.ts';
import { renderJson } from './json.ts';
import { type MarkdownOptions, renderMarkdown } from './markdown.ts';
import { renderText, type TextOptions } from './text.ts';

export interface ReportOptions extends TextOptions, MarkdownOptions {}

/** One way to write a plan. A new format is a file beside these and a line in the table. */
export interface ReportFormat {
  /** As `--format` names it. */
  readonly name: string;
  readonly summary: string;
  readonly render: (plan: RolloutPlan, options: ReportOptions) => string;
  /** Only what changes and its effects; absent where the format has one form for both. */
  readonly renderDiff?: (plan: RolloutPlan, options: ReportOptions) => string;
}

/** Every format; the first is the default. */
export const reportFormats = [
  { name: 'text', summary: 'for a terminal', render: renderText, renderDiff: renderDiffText },
  { name: 'markdown', summary: 'for a pull-request comment', render: renderMarkdown, renderDiff: renderDiffMarkdown },
  { name: 'json', summary: 'the plan as data, see `rollcast schema plan`', render: renderJson },
] as const satisfies readonly ReportFormat[];
