import type { ChartLine, ChartPart } from './timeline-chart.ts';

/** Where things are, in pixels from above. */
export interface ChartFrame {
  readonly plotTop: number;
  readonly plotHeight: number;
  /** Of one pod. */
  readonly podHeight: number;
}

/** Of the words above the areas. */
export const laneHeight = 17;

const areaHeight = 140;
/** Above the highest area, for the words of the line of the peak. */
const headroom = 20;

export function frameOf(parts: readonly ChartPart[], peak: ChartLine | undefined, lanes: number): ChartFrame {
  return {
    plotTop: lanes * laneHeight + 4,
    plotHeight: areaHeight + headroom,
    podHeight: areaHeight / mostPods(parts, peak),
  };
}

/** What the chart has to hold. */
export function mostPods(parts: readonly ChartPart[], peak: ChartLine | undefined): number {
  const least = Math.max(1, peak?.pods ?? 0);
  return parts.reduce((most, { counts }) => Math.max(most, counts.old + counts.new + counts.terminating), least);
}

export function yOf({ plotTop, plotHeight, podHeight }: ChartFrame, pods: number): number {
  return round(plotTop + plotHeight - pods * podHeight);
}

/** A share of the width. */
export function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
