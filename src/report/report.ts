import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { MarkdownOptions } from './markdown.ts';
import type { TextOptions } from './text.ts';

/** All that any of the reports may ask for. */
export interface ReportOptions extends TextOptions, MarkdownOptions {}

/** One way to write a plan. */
export interface Report {
  readonly render: (plan: RolloutPlan, options: ReportOptions) => string;
  /** Only what changes and its effects; absent where the format has one form for both. */
  readonly renderDiff?: (plan: RolloutPlan, options: ReportOptions) => string;
}
