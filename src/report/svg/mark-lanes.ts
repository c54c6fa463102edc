import { labelWidth } from './label-width.ts';
import type { ChartMark } from './timeline-chart.ts';

/** A mark with its place: the lane is counted from the plot upwards. */
export interface PlacedMark {
  readonly mark: ChartMark;
  /** Between 0 and 1. */
  readonly x: number;
  readonly end: number | undefined;
  readonly lane: number;
  readonly anchor: 'start' | 'end';
  /** There is room for its words. */
  readonly isTold: boolean;
}

const lanesMax = 4;

/** Words which would run into each other stand one above the other. */
export function placeMarks(marks: readonly ChartMark[], edges: readonly number[]): readonly PlacedMark[] {
  const lanes: { readonly from: number; readonly to: number }[][] = Array.from({ length: lanesMax }, () => []);
  return marks.map((mark) => {
    const x = edges[mark.part] ?? 0;
    const end = mark.until === undefined ? undefined : (edges[mark.until] ?? 1);
    const width = labelWidth(mark.text) + 0.03;
    const anchor = x + width <= 1 ? 'start' : 'end';
    const taken =
      anchor === 'start'
        ? { from: x, to: Math.max(x + width, end ?? 0) }
        : { from: x - width, to: Math.max(x, end ?? 0) };
    const lane = lanes.findIndex((used) => used.every(({ from, to }) => taken.to <= from || to <= taken.from));
    lanes[lane]?.push(taken);
    return { mark, x, end, lane: Math.max(0, lane), anchor, isTold: lane >= 0 && taken.from >= 0 };
  });
}
