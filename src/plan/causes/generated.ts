import type { SourceLocation } from '../../schema/source-location.ts';
import type { Asked } from './asked.ts';
import { type Candidate, highest } from './choice.ts';
import { textAt } from './entries.ts';
import { type Generator, type GeneratorInput, generatorsOf, settingInputs } from './generators.ts';
import { goesThrough } from './included.ts';
import type { OpenSource, OpenSources, Revision } from './sources.ts';
import { type GeneratedSubject, subjectOf } from './subject.ts';
import { firstDifferingKey, firstDifferingLine, hasEnvKey } from './text.ts';

/** What is changed in a kustomization about the generator of the object, or of the one which the field refers to. */
export function generatorCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  const subject = subjectOf(asked);
  if (!subject) return [];
  return usedPairs(sources, subject).flatMap((used): readonly Candidate[] => {
    if (!used.source.isChanged) return [];
    const place = entryPlace(used, subject) ?? changedInput(used, subject, sources);
    return place ? [{ ...place, order: orderOf(asked, used) }] : [];
  });
}

/** The lines of the files which that generator reads. */
export function inputFileCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  const subject = subjectOf(asked);
  if (!subject) return [];
  return usedPairs(sources, subject).flatMap((used) => {
    const inputs = [...(used.head?.inputs ?? []), ...(used.base?.inputs ?? [])];
    const wanted = inputs.filter((input) => isWanted(input, subject));
    const [place] = wanted.flatMap((input) => fileLine(input, subject, sources) ?? []);
    return place ? [{ place, proof: 1, order: orderOf(asked, used) }] : [];
  });
}

/** A generator in both revisions of its kustomization. */
interface UsedPair {
  readonly source: OpenSource;
  readonly base: Generator | undefined;
  readonly head: Generator | undefined;
}

/** Those whose names fit best: several where one adds to what another one makes. */
function usedPairs(sources: OpenSources, { kind, fitOf }: GeneratedSubject): readonly UsedPair[] {
  const all = sources.all.flatMap((source) =>
    pairsOf(source, (generator) => kind === undefined || generator.kind === kind),
  );
  const fits = all.map((pair) => ({ pair, score: fitOf((pair.head ?? pair.base)?.name ?? '') }));
  return highest(fits, ({ score }) => score).flatMap(({ pair, score }) => (score > 0 ? [pair] : []));
}

function pairsOf(source: OpenSource, isMeant: (generator: Generator) => boolean): readonly UsedPair[] {
  const byId = (revision: Revision) =>
    new Map(
      generatorsOf(source, revision)
        .filter(isMeant)
        .map((generator) => [`${generator.kind} ${generator.name}`, generator]),
    );
  const [base, head] = [byId('base'), byId('head')];
  return [...new Set([...head.keys(), ...base.keys()])].map((id) => ({
    source,
    base: base.get(id),
    head: head.get(id),
  }));
}

interface Place {
  readonly place: SourceLocation;
  readonly proof: number;
}

/** Of a generator which came or is gone, where all that it makes is asked about. */
function entryPlace({ base, head }: UsedPair, { data }: GeneratedSubject): Place | undefined {
  const generator = base && head ? undefined : (head ?? base);
  return generator && data && data.key === undefined ? { place: generator.entry.place([]), proof: 1 } : undefined;
}

function changedInput(used: UsedPair, subject: GeneratedSubject, sources: OpenSources): Place | undefined {
  return (
    differingInput(used.head, used.base, subject, sources, 'head') ??
    differingInput(used.base, used.head, subject, sources, 'base') ??
    changedOption(used.source, subject)
  );
}

/** The first input of head which base has not, or says otherwise; of base the first one which is gone. */
function differingInput(
  generator: Generator | undefined,
  other: Generator | undefined,
  subject: GeneratedSubject,
  sources: OpenSources,
  revision: Revision,
): Place | undefined {
  const others = new Map(other?.inputs.map(({ id, text }) => [id, text]));
  const differs = ({ id, text }: GeneratorInput) => (revision === 'head' ? others.get(id) !== text : !others.has(id));
  const found = generator?.inputs.find(
    (input) => differs(input) && isWanted(input, subject) && mayGiveKey(input, subject, sources, revision),
  );
  if (!generator || !found) return undefined;
  const isProven = found.type === 'Literal' && found.text === subject.after;
  return { place: generator.entry.place(found.at), proof: isProven ? 2 : 1 };
}

function isWanted({ type, key, id }: GeneratorInput, { data, setting }: GeneratedSubject): boolean {
  const isAllData = data !== undefined && data.key === undefined;
  if (type === 'Setting') return key === setting || (isAllData && (id === 'Setting type' || id === 'Setting behavior'));
  return isAllData || (data !== undefined && (type === 'EnvFile' || key === data.key));
}

/** An env file which is at hand tells which keys it gives. */
function mayGiveKey(
  input: GeneratorInput,
  { data }: GeneratedSubject,
  sources: OpenSources,
  revision: Revision,
): boolean {
  if (input.type !== 'EnvFile' || data?.key === undefined || input.path === undefined) return true;
  const text = sources.at(input.path)?.texts[revision];
  return text === undefined || hasEnvKey(text, data.key);
}

/** `generatorOptions` hold for all generators of a kustomization. */
function changedOption(source: OpenSource, subject: GeneratedSubject): Place | undefined {
  if (subject.setting === undefined) return undefined;
  const [base, head] = [source.kustomization('base'), source.kustomization('head')];
  const baseInputs = settingInputs(base?.value ?? null, ['generatorOptions']);
  const headInputs = settingInputs(head?.value ?? null, ['generatorOptions']);
  const isMeant = ({ key }: GeneratorInput) => key === subject.setting;
  const differs = (others: readonly GeneratorInput[]) => (input: GeneratorInput) =>
    isMeant(input) && !others.some(({ id, text }) => id === input.id && text === input.text);
  const changed = headInputs.find(differs(baseInputs));
  const gone = baseInputs.find(differs(headInputs));
  const place = changed ? head?.place(changed.at) : gone && base?.place(gone.at);
  return place && { place, proof: 1 };
}

function fileLine(input: GeneratorInput, { data }: GeneratedSubject, sources: OpenSources): SourceLocation | undefined {
  const source = input.path === undefined ? undefined : sources.at(input.path);
  if (!source?.isChanged || input.type === 'Setting') return undefined;
  return input.type === 'EnvFile' ? firstDifferingKey(source, data?.key) : firstDifferingLine(source);
}

/** What the object goes through goes before the rest, and what makes it before what adds to it. */
function orderOf(asked: Asked, { source, base, head }: UsedPair): number {
  const adds = textAt((head ?? base)?.entry.value, 'behavior') !== undefined;
  return (goesThrough(asked, source) ? 2 : 0) + (adds ? 0 : 1);
}
