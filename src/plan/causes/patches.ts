import { shownValue } from '../../diff/shown-value.ts';
import { valuesIdentical } from '../../kubernetes/values-equal.ts';
import { parentOf } from '../../roots/root-of.ts';
import type { JsonValue } from '../../schema/json.ts';
import { type Asked, orderIn } from './asked.ts';
import type { Candidate } from './choice.ts';
import { isScalar } from './fields.ts';
import { type PatchPlace, patchPlaces } from './patch-places.ts';
import type { ItemFit, PatchSetting } from './patch-setting.ts';
import { patchSettings } from './patch-settings.ts';
import { covers, lazily, type OpenSources, type Revision } from './sources.ts';

export interface PatchCauses {
  readonly likely: (asked: Asked) => readonly Candidate[];
  /** Those as well which count the items of a list otherwise than its source, but give just the value. */
  readonly unlikely: (asked: Asked) => readonly Candidate[];
}

/**
 * Finds the patches which set a field: those which a kustomization holds (or begins or ceases to use), then those in
 * files. What is read of the sources is kept for the next question.
 */
export function patchCauses(sources: OpenSources): PatchCauses {
  const places = lazily(() => patchPlaces(sources));
  const find = (asked: Asked, items: ReadonlySet<ItemFit>) => {
    const inKustomizations = places().inKustomizations.flatMap((place) => changedSettings(place, asked, items));
    if (inKustomizations.some(isInHead)) return inKustomizations;
    const others = places().inFiles.filter(({ path }) => path !== asked.origin?.path);
    const inFiles = others.flatMap((place) => changedSettings(place, asked, items));
    return inFiles.some(isInHead) ? inFiles : [...inKustomizations, ...inFiles];
  };
  return { likely: (asked) => find(asked, likelyItems), unlikely: (asked) => find(asked, allItems) };
}

const likelyItems: ReadonlySet<ItemFit> = new Set<ItemFit>(['Same', 'Unknown']);
const allItems: ReadonlySet<ItemFit> = new Set<ItemFit>(['Same', 'Unknown', 'Unlikely']);

function isInHead({ place }: Candidate): boolean {
  return place.revision === 'head';
}

/** What the patches of head do and those of base did not; only without that what is gone. */
function changedSettings(place: PatchPlace, asked: Asked, items: ReadonlySet<ItemFit>): readonly Candidate[] {
  const settings = (revision: Revision) => settingsOf(place, revision, asked).filter(({ item }) => items.has(item));
  const [base, head] = [settings('base'), settings('head')];
  const isShown = asked.before !== undefined || asked.after !== undefined;
  const came = withoutSame(head, base, 'identity');
  const candidates = came.flatMap((setting) => toCandidate(setting, base, { value: asked.after, isShown }));
  if (candidates.length > 0) return candidates;
  const gone = withoutSame(withoutSame(base, head, 'identity'), came, 'address');
  return gone.flatMap((setting) => toCandidate(setting, head, { value: asked.before, isShown }));
}

function withoutSame(
  settings: readonly OrderedSetting[],
  others: readonly OrderedSetting[],
  key: 'identity' | 'address',
): readonly OrderedSetting[] {
  if (settings.length === 0) return [];
  const known = new Set(others.map((other) => other[key]));
  return settings.filter((setting) => !known.has(setting[key]));
}

interface OrderedSetting extends PatchSetting {
  readonly order: number;
}

function settingsOf(place: PatchPlace, revision: Revision, asked: Asked): readonly OrderedSetting[] {
  return place[revision].flatMap(({ documents, target, kustomization }) => {
    const order =
      kustomization === undefined
        ? orderNear(asked, revision, place.path)
        : orderIn(asked, revision, kustomization, 'Patch');
    if (order === undefined) return [];
    return documents().flatMap((document) =>
      patchSettings(document, target, asked).map((setting) => ({ ...setting, order })),
    );
  });
}

/** A kustomization takes patches from its own directory and what is below. */
function orderNear({ origin }: Asked, revision: Revision, path: string): number | undefined {
  if (!origin) return 0;
  const position = origin.transformations.findLastIndex(
    ({ kind, configuredIn }) => kind.startsWith('Patch') && covers(parentOf(configuredIn), path),
  );
  if (position >= 0) return position;
  return revision === 'base' ? -1 : undefined;
}

function toCandidate(setting: OrderedSetting, others: readonly OrderedSetting[], shown: Shown): readonly Candidate[] {
  const agrees = agreement(setting, shown);
  const isEnough = agrees === 2 || (agrees === 1 && setting.fit > 0 && setting.item === 'Same');
  if (!isEnough) return [];
  const isOtherValue = others.some(({ address }) => address === setting.address);
  const place = isOtherValue ? setting.valuePlace : setting.place;
  return [{ place, proof: 4 * agrees + setting.fit, order: setting.order }];
}

interface Shown {
  readonly value: JsonValue | undefined;
  /** Otherwise it is masked. */
  readonly isShown: boolean;
}

/** 2: the field has this value; 1: nobody can tell; 0: it has another one. */
function agreement({ value, isPartial }: PatchSetting, shown: Shown): 0 | 1 | 2 {
  if (isPartial || !shown.isShown) return 1;
  if (value === undefined || shown.value === undefined) return value === shown.value ? 2 : 0;
  if (valuesIdentical(value, shown.value) || valuesIdentical(shownValue(value), shown.value)) return 2;
  return isScalar(value) || isScalar(shown.value) ? 0 : 1;
}
