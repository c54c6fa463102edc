import { stringAt } from '../../kubernetes/field-access.ts';
import type { JsonValue } from '../../schema/json.ts';
import { type Asked, orderIn } from './asked.ts';
import type { Candidate } from './choice.ts';
import { type Entry, entriesOf, textAt } from './entries.ts';
import { goesThrough } from './included.ts';
import { withoutHash } from './names.ts';
import type { OpenSource, OpenSources, Revision, SourceDocument } from './sources.ts';

/** Labels and annotations which a kustomization puts on all that it builds, or no longer does. */
export function labelCauses(asked: Asked, { changedKustomizations }: OpenSources): readonly Candidate[] {
  const wanted = wantedLabel(asked);
  return wanted ? changedKustomizations.flatMap((source) => labelCandidates(asked, source, wanted)) : [];
}

interface WantedLabel {
  readonly type: 'Label' | 'Annotation';
  readonly key: string;
}

const labelFields: ReadonlySet<string> = new Set(['labels', 'matchLabels', 'selector']);

function wantedLabel({ tokens = [] }: Asked): WantedLabel | undefined {
  const [parent, last] = tokens.slice(-2);
  if (!parent || !last) return undefined;
  if (parent.text === 'annotations') return { type: 'Annotation', key: last.text };
  return labelFields.has(parent.text) ? { type: 'Label', key: last.text } : undefined;
}

function labelCandidates(asked: Asked, source: OpenSource, wanted: WantedLabel): readonly Candidate[] {
  const transformer = wanted.type === 'Label' ? 'Label' : 'Annotations';
  const [base, head] = [writtenLabels(source, 'base', wanted), writtenLabels(source, 'head', wanted)];
  const changes = [
    { revision: 'head' as const, labels: withoutSame(head, base), shown: asked.after },
    { revision: 'base' as const, labels: withoutSame(base, head), shown: asked.before },
  ];
  return changes.flatMap(({ revision, labels, shown }) => {
    const order = orderIn(asked, revision, source.path, transformer);
    if (order === undefined) return [];
    return labels.flatMap(({ text, place }) => (text === shown ? [{ place, proof: 1, order }] : []));
  });
}

interface WrittenLabel {
  readonly text: string;
  /** What else it is put on, selectors or templates; undefined: nothing. */
  readonly scope: { readonly key: string; readonly place: Candidate['place'] } | undefined;
  readonly place: Candidate['place'];
}

/** The labels which others have not; of one which is only put on more than theirs, where that is said. */
function withoutSame(labels: readonly WrittenLabel[], others: readonly WrittenLabel[]): readonly WrittenLabel[] {
  return labels.flatMap((label) => {
    const alike = others.filter(({ text }) => text === label.text);
    if (alike.some(({ scope }) => scope?.key === label.scope?.key)) return [];
    return [alike.length > 0 && label.scope ? { ...label, place: label.scope.place } : label];
  });
}

function writtenLabels(source: OpenSource, revision: Revision, { type, key }: WantedLabel): readonly WrittenLabel[] {
  const kustomization = source.kustomization(revision);
  if (!kustomization) return [];
  const { value, place } = kustomization;
  if (type === 'Annotation') return labelIn(value, ['commonAnnotations', key], undefined, place);
  const everywhere = { key: 'includeSelectors', place: place(['commonLabels', key]) };
  const groups = entriesOf(source, revision, 'labels').flatMap((group) =>
    labelIn(group.value, ['pairs', key], scopeOf(group), group.place),
  );
  return [...labelIn(value, ['commonLabels', key], everywhere, place), ...groups];
}

function labelIn(
  value: JsonValue,
  path: readonly string[],
  scope: WrittenLabel['scope'],
  place: SourceDocument['place'],
): readonly WrittenLabel[] {
  const text = textAt(value, ...path);
  return text === undefined ? [] : [{ text, scope, place: place(path) }];
}

/** Selectors include templates. */
function scopeOf({ value, place }: Entry): WrittenLabel['scope'] {
  const key = ['includeSelectors', 'includeTemplates'].find((each) => textAt(value, each) === 'true');
  return key === undefined ? undefined : { key, place: place([key]) };
}

/** `namespace`, where a field or the object as a whole gets another one. */
export function namespaceCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  const { tokens, object, before, after } = asked;
  const setting = { field: 'namespace', transformer: 'Namespace' };
  if (tokens) {
    if (tokens.at(-1)?.text !== 'namespace') return [];
    return settingCauses(asked, sources, setting, ({ base, head }) => (head === '' ? base === before : head === after));
  }
  if (!asked.isWrittenInBoth()) return [];
  return settingCauses(asked, sources, setting, ({ base, head }) => [base, head].includes(object.namespace ?? ''));
}

/** `namePrefix` and `nameSuffix`, where the object or what a field refers to gets another name. */
export function affixCauses(asked: Asked, sources: OpenSources): readonly Candidate[] {
  const prefix = { field: 'namePrefix', transformer: 'Prefix' };
  const suffix = { field: 'nameSuffix', transformer: 'Suffix' };
  return [prefix, suffix].flatMap((setting) =>
    settingCauses(asked, sources, setting, (texts) => isRenamed(asked, texts)),
  );
}

function isRenamed({ tokens, object, before, after, isWrittenInBoth }: Asked, texts: Texts): boolean {
  if (tokens) {
    if (typeof before !== 'string' || typeof after !== 'string') return false;
    return becomes(withoutHash(before), withoutHash(after), texts);
  }
  return isWrittenInBoth() && [texts.base, texts.head].some((text) => object.name.includes(text));
}

/** A field of a kustomization, and the transformer which it sets. */
interface Setting {
  readonly field: string;
  readonly transformer: string;
}

type Texts = Readonly<Record<Revision, string>>;

function settingCauses(
  asked: Asked,
  { changedKustomizations }: OpenSources,
  { field, transformer }: Setting,
  isCause: (texts: Texts) => boolean,
): readonly Candidate[] {
  return changedKustomizations.flatMap((source) => {
    const texts = { base: settingOf(source, 'base', field), head: settingOf(source, 'head', field) };
    const revision = texts.head === '' ? 'base' : 'head';
    const place = source.kustomization(revision)?.place([field]);
    const order = orderIn(asked, revision, source.path, transformer);
    if (texts.base === texts.head || !place || order === undefined || !isCause(texts)) return [];
    return asked.tokens || goesThrough(asked, source) ? [{ place, proof: 1, order }] : [];
  });
}

function settingOf(source: OpenSource, revision: Revision, field: string): string {
  return stringAt(source.kustomization(revision)?.value, field) ?? '';
}

/** No name is longer. */
const nameCharactersMax = 253;

/** Whether one name becomes the other when one occurrence of a part is replaced by another. */
function becomes(before: string, after: string, { base, head }: Texts): boolean {
  if (Math.max(before.length, after.length) > nameCharactersMax) return false;
  const places = Array.from({ length: before.length - base.length + 1 }, (_, at) => at);
  return places.some(
    (at) => before.startsWith(base, at) && before.slice(0, at) + head + before.slice(at + base.length) === after,
  );
}
