import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { SourceLocation } from '../../schema/source-location.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './choice.ts';
import { followField, isScalar } from './fields.ts';
import { generatorsOf } from './generators.ts';
import type { OpenSources, SourceObject } from './sources.ts';

/** The field in the file of the object, or the object itself, where that file has changed there. */
export function originCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  const path = asked.origin?.path;
  if (path === undefined || sources.at(path)?.isChanged !== true) return [];
  const [base, head] = [asked.original('base'), asked.original('head')];
  const place = asked.tokens ? fieldPlace(asked, base, head) : wholePlace(base, head);
  return place ? [{ place, proof: 1, order: 0 }] : [];
}

/** Of an object as a whole its own text, where that is new or gone; what only names its file has to be edited for it. */
export function writtenObjectCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  return asked.tokens ? [] : originCauses(asked, sources);
}

function wholePlace(base: SourceObject | undefined, head: SourceObject | undefined): SourceLocation | undefined {
  return base && head ? undefined : (head ?? base)?.place([]);
}

function fieldPlace(
  asked: Asked,
  base: SourceObject | undefined,
  head: SourceObject | undefined,
): SourceLocation | undefined {
  const tokens = asked.tokens ?? [];
  const [before, after] = [base && followField(base.value, tokens), head && followField(head.value, tokens)];
  if (head && after?.isComplete) {
    const isNew = !before?.isComplete || !valuesIdentical(before.value, after.value);
    return isNew && mayShow(after.value, asked.after, asked) ? head.place(after.path) : undefined;
  }
  if (base && before?.isComplete) {
    return mayShow(before.value, asked.before, asked) ? base.place(before.path) : undefined;
  }
  return undefined;
}

/** Whether what is written may be what is rendered: a transformer leaves something of a name or an image as it was. */
function mayShow(written: JsonValue | undefined, shown: JsonValue | undefined, { before, after }: Asked): boolean {
  if (before === undefined && after === undefined) return true;
  if (!isScalar(written) || !isScalar(shown)) return (written ?? undefined) === undefined || shown !== undefined;
  const [text, whole] = [String(written), String(shown)];
  if (typeof written !== 'string') return text === whole;
  return whole.includes(text) || text.split(/[:@]/).some((part) => part !== '' && whole.split(/[:@]/).includes(part));
}

/** The line of the object as a whole, whether or not its file has changed; of a generator only if it came or is gone. */
export function objectCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  if (asked.tokens) return [];
  const object = asked.original('head') ?? asked.original('base');
  const place = object?.place([]) ?? (asked.isWrittenInBoth() ? undefined : generatorPlace(asked, sources));
  return place ? [{ place, proof: 1, order: 0 }] : [];
}

function generatorPlace({ origin, object, clues }: Asked, sources: OpenSources): SourceLocation | undefined {
  const source = origin?.configuredIn === undefined ? undefined : sources.at(origin.configuredIn);
  if (!source) return undefined;
  const generators = (['head', 'base'] as const).flatMap((revision) => generatorsOf(source, revision));
  const made = generators.find(({ kind, name }) => kind === object.kind && clues().originals.includes(name));
  return made?.entry.place([]);
}
