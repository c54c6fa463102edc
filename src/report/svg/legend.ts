import { type BandName, bandNames, bandsOf, bandWords } from './bands.ts';
import type { TimelineChart } from './timeline-chart.ts';

export interface LegendEntry {
  readonly band: BandName;
  readonly words: string;
}

/** The areas which a chart has. */
export function legendOf({ parts, hasGenerations }: TimelineChart): readonly LegendEntry[] {
  const present = bandNames.filter((name) => parts.some(({ counts }) => bandsOf(counts)[name] > 0));
  return present.map((band) => ({ band, words: bandWords(band, hasGenerations) }));
}
