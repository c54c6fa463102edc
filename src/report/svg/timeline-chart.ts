import type { PodCounts } from '../../schema/timeline.ts';

/** The pods of one workload from one moment to the next. */
export interface ChartPart {
  /** Virtual seconds. */
  readonly from: number;
  /** The same as `from` where a person is waited for: nobody knows how long. */
  readonly to: number;
  readonly counts: PodCounts;
  /** It lasts until a person decides. */
  readonly isDecision: boolean;
  /** What happens at its beginning. */
  readonly what: string;
}

/** What happens beside the pods: a wait, a switch, the end. */
export interface ChartMark {
  /** Of the part at whose beginning it stands. */
  readonly part: number;
  /** Of the part at whose beginning it ends, of what lasts. */
  readonly until?: number;
  readonly text: string;
  /** It hurts. */
  readonly isBad?: boolean;
}

/** A horizontal line with its words. */
export interface ChartLine {
  readonly pods: number;
  readonly text: string;
}

/** All that is drawn of one course. */
export interface TimelineChart {
  /** Contiguous; the first is the state before, the last the state at the end. */
  readonly parts: readonly ChartPart[];
  readonly marks: readonly ChartMark[];
  readonly floor: ChartLine | undefined;
  readonly peak: ChartLine | undefined;
  /** Old and new pods are told apart. */
  readonly hasGenerations: boolean;
}
