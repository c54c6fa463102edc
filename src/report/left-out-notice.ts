import { countNoun } from '../schema/count-noun.ts';
import type { Detail } from './fit.ts';

/** Says what is missing from a report that had to be cut, and where it is; nothing for a whole one. */
export function leftOutNotice(
  dropped: ReadonlyMap<Detail, number>,
  fullReportUrl: string | undefined,
): readonly string[] {
  if (dropped.size === 0) return [];
  const what = [...dropped].map(([detail, count]) => names[detail](count)).join(', ');
  const where =
    fullReportUrl === undefined
      ? '`rollcast plan --format json` holds all of it.'
      : `The [full report](${fullReportUrl}) has all of it.`;
  return [`**Left out to keep this short:** ${what}. ${where}`];
}

const names: Record<Detail, (count: number) => string> = {
  SafeHunks: (count) => countNoun(count, 'text diff'),
  Charts: (count) => countNoun(count, 'chart'),
  Steps: (count) => countNoun(count, 'table of steps', 'tables of steps'),
  Fields: (count) => countNoun(count, 'list of fields or text diff', 'lists of fields and text diffs'),
  Lists: (count) => countNoun(count, 'list entry', 'list entries'),
  Workloads: (count) => `the details of ${countNoun(count, 'object')}`,
  Rows: (count) => countNoun(count, 'table row'),
  Wording: (count) => `part of the text of ${countNoun(count, 'entry', 'entries')}`,
  Messages: (count) => `most of the text of ${countNoun(count, 'entry', 'entries')}`,
  Warnings: (count) => countNoun(count, 'warning'),
  Gaps: (count) => countNoun(count, 'entry of what is not computed', 'entries of what is not computed'),
  Blockers: (count) => countNoun(count, 'blocker'),
};
