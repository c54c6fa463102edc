import type { PodCounts } from '../../schema/timeline.ts';

export type BandName = 'oldAvailable' | 'newAvailable' | 'newStarting' | 'oldUnready' | 'terminating';

/** From the bottom to the top: the available pods first, so that their sum stands beside the lowest number. */
export const bandNames: readonly BandName[] = [
  'oldAvailable',
  'newAvailable',
  'newStarting',
  'oldUnready',
  'terminating',
];

/** The pods of one moment by band; together they are all that exist. */
export function bandsOf({ old, new: fresh, oldAvailable, newAvailable, terminating }: PodCounts): Bands {
  return {
    oldAvailable,
    newAvailable,
    newStarting: fresh - newAvailable,
    oldUnready: old - oldAvailable,
    terminating,
  };
}

export type Bands = Readonly<Record<BandName, number>>;

/** What a band is called; where nothing is replaced there are no old and new pods. */
export function bandWords(name: BandName, hasGenerations: boolean): string {
  return hasGenerations ? words[name] : plainWords[name];
}

const words: Readonly<Record<BandName, string>> = {
  oldAvailable: 'old, available',
  newAvailable: 'new, available',
  newStarting: 'new, starting',
  oldUnready: 'old, not ready',
  terminating: 'terminating',
};

const plainWords: Readonly<Record<BandName, string>> = {
  oldAvailable: 'available',
  newAvailable: 'available',
  newStarting: 'starting',
  oldUnready: 'not ready',
  terminating: 'terminating',
};
