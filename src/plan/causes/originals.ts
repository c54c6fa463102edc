import { stringAt } from '../../kubernetes/field-access.ts';
import type { RenderedOrigin } from '../../manifest/rendered-origin.ts';
import { apiGroup } from '../../schema/object-identity.ts';
import { highest } from './choice.ts';
import { generatorsOf } from './generators.ts';
import { type Affixes, type AffixesAllowed, isRenderedAs, mayBecome, type NameClues, nameFit } from './names.ts';
import type { OpenSources, Revision, SourceObject } from './sources.ts';

export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export interface Sought {
  readonly object: RenderedObject;
  readonly origin: RenderedOrigin | undefined;
  readonly clues: NameClues;
}

/** The object in the file it comes from; undefined as well where more than one could be meant. */
export function findOriginal(sources: OpenSources, sought: Sought, revision: Revision): SourceObject | undefined {
  const { object, origin, clues } = sought;
  const file = origin?.path === undefined ? undefined : sources.at(origin.path);
  const alike = (file?.objects(revision) ?? []).filter((each) => isSameKind(each, object));
  const named = [
    alike.filter(({ name }) => name !== object.name && isRenderedAs(name, object.name, clues.affixes)),
    alike.filter(({ name }) => name === object.name),
    alike.filter(({ name }) => mayBecome(name, object.name, clues.allowed)),
    alike,
  ].find((group) => group.length > 0);
  const inNamespace = (named ?? []).filter(({ namespace }) => namespace === object.namespace);
  return onlyOne(named ?? []) ?? onlyOne(inNamespace);
}

export function isSameKind(
  one: { readonly apiVersion: string; readonly kind: string },
  other: { readonly apiVersion: string; readonly kind: string },
): boolean {
  return one.kind === other.kind && apiGroup(one.apiVersion) === apiGroup(other.apiVersion);
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** What the generator which made the object calls it. */
export function generatorNames(
  sources: OpenSources,
  { object, origin, clues }: Sought,
  revision: Revision,
): readonly string[] {
  const source = origin?.configuredIn === undefined ? undefined : sources.at(origin.configuredIn);
  const names = (source ? generatorsOf(source, revision) : [])
    .filter(({ kind, name }) => kind === object.kind && nameFit(name, clues) > 0)
    .map(({ name }) => name);
  return highest(names, (name) => nameFit(name, clues));
}

export function allowedAffixes(origin: RenderedOrigin | undefined): AffixesAllowed {
  const hasKind = (word: string) => !origin || origin.transformations.some(({ kind }) => kind.startsWith(word));
  return { prefix: hasKind('Prefix'), suffix: hasKind('Suffix') };
}

/** What is put on names, as the kustomizations of the origin say in each revision. */
export function knownAffixes(sources: OpenSources, origin: RenderedOrigin | undefined): readonly Affixes[] {
  if (!origin) return [];
  return (['head', 'base'] as const).flatMap((revision) => {
    const prefixes = affixTexts(sources, origin, revision, { kind: 'Prefix', field: 'namePrefix' });
    const suffixes = affixTexts(sources, origin, revision, { kind: 'Suffix', field: 'nameSuffix' });
    return prefixes && suffixes ? [{ prefix: prefixes.toReversed().join(''), suffix: suffixes.join('') }] : [];
  });
}

/** In the order in which they are put on; undefined: not all of them are written in kustomizations which are there. */
function affixTexts(
  sources: OpenSources,
  { transformations }: RenderedOrigin,
  revision: Revision,
  { kind, field }: { readonly kind: string; readonly field: string },
): readonly string[] | undefined {
  const texts = transformations
    .filter((each) => each.kind.startsWith(kind))
    .map(({ configuredIn }) => {
      const kustomization = sources.at(configuredIn)?.kustomization(revision);
      return kustomization && (stringAt(kustomization.value, field) ?? '');
    });
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? known : undefined;
}
