import { fieldAt } from '../../kubernetes/field-access.ts';
import { isKustomizationPath } from '../../manifest/manifest-path.ts';
import { parentOf } from '../../roots/root-of.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './choice.ts';
import { type Entry, entriesOf } from './entries.ts';
import { covers, type OpenSource, type OpenSources, pathFrom, type Revision, type SourceDocument } from './sources.ts';

/** Entries of resources, bases and components which came or are gone, and with them the whole object. */
export function includedObjectCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  if (asked.tokens || !asked.origin) return [];
  return widest(changedEntries(sources).filter((entry) => brings(entry, asked, sources)));
}

/** Entries which came, and with them what the object is made of, or a component which it goes through. */
export function includedPartCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  if (!asked.origin) return [];
  const added = changedEntries(sources).filter(({ revision }) => revision === 'head');
  const isPart = (entry: IncludedEntry) =>
    brings(entry, asked, sources) || stepsOf(asked).some((path) => parentOf(path) === entry.target);
  return widest(added.filter(isPart));
}

/** An entry of a kustomization which names another file or directory. */
interface IncludedEntry {
  readonly source: OpenSource;
  readonly revision: Revision;
  readonly isComponent: boolean;
  readonly entry: Entry;
  /** What it names, from the top. */
  readonly target: string;
}

function changedEntries({ changedKustomizations }: OpenSources): readonly IncludedEntry[] {
  return changedKustomizations.flatMap((source) => {
    const [base, head] = [includedBy(source, 'base'), includedBy(source, 'head')];
    return [...withoutTargetsOf(base, head), ...withoutTargetsOf(head, base)];
  });
}

function withoutTargetsOf(
  others: readonly IncludedEntry[],
  entries: readonly IncludedEntry[],
): readonly IncludedEntry[] {
  const targets = new Set(others.map(({ target }) => target));
  return entries.filter(({ target }) => !targets.has(target));
}

function includedBy(source: OpenSource, revision: Revision): readonly IncludedEntry[] {
  return ['resources', 'bases', 'components'].flatMap((list) =>
    entriesOf(source, revision, list).flatMap((entry) => {
      const target = typeof entry.value === 'string' ? pathFrom(parentOf(source.path), entry.value) : undefined;
      return target === undefined ? [] : [{ source, revision, isComponent: list === 'components', entry, target }];
    }),
  );
}

/** The files and directories which a kustomization includes. */
export function includedTargets(source: OpenSource, revision: Revision): readonly string[] {
  return includedBy(source, revision).map(({ target }) => target);
}

/** Whether the object is there because of an entry. A component also changes objects which are there without it. */
function brings({ target, revision, isComponent }: IncludedEntry, asked: Asked, sources: OpenSources): boolean {
  if (isComponent) return covers(target, originOf(asked));
  return comesFrom(target, { asked, sources, revision, seen: new Set() });
}

interface Search {
  readonly asked: Asked;
  readonly sources: OpenSources;
  readonly revision: Revision;
  readonly seen: Set<string>;
}

/** A kustomization which transforms what it includes is among those that the object went through; others are looked into. */
function comesFrom(target: string, search: Search): boolean {
  const { asked, sources, revision, seen } = search;
  if (covers(target, originOf(asked)) || stepsOf(asked).some((path) => parentOf(path) === target)) return true;
  if (seen.has(target)) return false;
  seen.add(target);
  const source = sources.all.find(({ path }) => isKustomizationPath(path) && parentOf(path) === target);
  const kustomization = source?.kustomization(revision);
  if (!source || !kustomization || transforms(kustomization)) return false;
  return includedTargets(source, revision).some((next) => comesFrom(next, search));
}

const transformerFields =
  'namePrefix nameSuffix namespace labels commonLabels commonAnnotations images replicas patches patchesStrategicMerge patchesJson6902 replacements transformers'.split(
    ' ',
  );

function transforms({ value }: SourceDocument): boolean {
  return transformerFields.some((field) => fieldAt(value, field) !== undefined);
}

function originOf({ origin }: Asked): string {
  return origin?.path ?? origin?.configuredIn ?? '';
}

function stepsOf({ origin }: Asked): readonly string[] {
  return origin?.transformations.map(({ configuredIn }) => configuredIn) ?? [];
}

/** Whether an object goes through a kustomization, as far as its origin and the kustomization itself tell. */
export function goesThrough(asked: Asked, source: OpenSource): boolean {
  if (!asked.origin) return true;
  const targets = [...includedTargets(source, 'base'), ...includedTargets(source, 'head')];
  return [...stepsOf(asked), originOf(asked)].some(
    (path) => path === source.path || targets.some((target) => covers(target, path)),
  );
}

/** Of entries which include one another the outermost ones. */
function widest(entries: readonly IncludedEntry[]): readonly Candidate[] {
  return entries
    .filter(
      ({ source, revision }) =>
        !entries.some((other) => other.revision === revision && covers(other.target, source.path)),
    )
    .map(({ entry }) => ({ place: entry.place([]), proof: 1, order: 0 }));
}
