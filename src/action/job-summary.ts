import { type MarkdownOptions, renderMarkdown } from '../report/markdown.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';

/** GitHub takes 1 MiB of a step; a character has three bytes at most, as long as it is one unit of UTF-16. */
const summaryBytesMax = 1_000_000;

/** The whole report, as far as a job summary holds it. */
export function summaryOf(plan: RolloutPlan, options: Omit<MarkdownOptions, 'limit'>): string {
  const whole = renderMarkdown(plan, { ...options, limit: summaryBytesMax });
  if (Buffer.byteLength(whole) <= summaryBytesMax) return whole;
  return renderMarkdown(plan, { ...options, limit: Math.floor(summaryBytesMax / 3) });
}
