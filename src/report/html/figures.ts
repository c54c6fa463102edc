import type { PlanEntry } from '../plan-entries.ts';
import { figureCells } from '../workload-table.ts';

export interface Figures {
  readonly lowest: string;
  readonly peak: string;
  readonly time: string;
}

/** The figures of the table with plain spaces: where lines break, a page says itself. */
export function figuresOf(entry: PlanEntry): Figures {
  const [lowest, peak, time] = figureCells(entry);
  return { lowest: withPlainSpaces(lowest), peak: withPlainSpaces(peak), time: withPlainSpaces(time) };
}

export const noFigure = '–';

function withPlainSpaces(text: string): string {
  return text.replaceAll('\u{a0}', ' ');
}
