import type { SourceLocation } from '../../schema/source-location.ts';
import { type Asked, askSources, type CauseQuestion } from './asked.ts';
import { type Candidate, chooseCandidate } from './choice.ts';
import { firstDifference } from './difference.ts';
import { generatorCauses, inputFileCauses } from './generated.ts';
import { imageCauses } from './images.ts';
import { includedObjectCauses, includedPartCauses } from './included.ts';
import { affixCauses, labelCauses, namespaceCauses } from './metadata.ts';
import { objectCauses, originCauses, writtenObjectCauses } from './origin.ts';
import { patchCauses } from './patches.ts';
import { replicaCauses } from './replicas.ts';
import { type OpenSources, openSources, type RootSource } from './sources.ts';

export type { CauseQuestion } from './asked.ts';
export type { RootSource } from './sources.ts';

type Rule = (asked: Asked, sources: OpenSources) => readonly Candidate[];

/**
 * Finds the line of git which caused a change of a rendered object; undefined: it cannot be told with certainty enough
 * to name a line. `sources` are of one root: all files of its build which differ, and of the others at least those which
 * objects come from; without the kustomizations among them less can be told.
 */
export function causeFinder(sources: readonly RootSource[]): (question: CauseQuestion) => SourceLocation | undefined {
  const open = openSources(sources);
  const patches = patchCauses(open);
  const rules: readonly Rule[] = [
    imageCauses,
    replicaCauses,
    writtenObjectCauses,
    includedObjectCauses,
    generatorCauses,
    labelCauses,
    namespaceCauses,
    affixCauses,
    patches.likely,
    inputFileCauses,
    originCauses,
    patches.unlikely,
    objectCauses,
    includedPartCauses,
    loneFileCauses,
  ];
  return (question) => {
    const asked = askSources(open, question);
    for (const rule of rules) {
      const candidates = rule(asked, open);
      // What two lines explain equally well is not explained better by a weaker rule.
      if (candidates.length > 0) return chooseCandidate(candidates);
    }
    return undefined;
  };
}

/** If only one file has changed, it is the cause of all. */
function loneFileCauses(_: Asked, { changed: [first, ...others] }: OpenSources): readonly Candidate[] {
  const place = first && others.length === 0 ? firstDifference(first) : undefined;
  return place ? [{ place, proof: 1, order: 0 }] : [];
}
