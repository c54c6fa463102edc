import type { JsonValue } from '../../schema/json.ts';
import { type Asked, orderIn } from './asked.ts';
import type { Candidate } from './choice.ts';
import { type EntryPair, entryPairs, textAt } from './entries.ts';
import type { OpenSource, OpenSources } from './sources.ts';

/** Entries of `images` which give an image the name, tag or digest that it has now, or no longer do. */
export function imageCauses(asked: Asked, { changedKustomizations }: OpenSources): readonly Candidate[] {
  const images: Images = { before: imageParts(asked.before), after: imageParts(asked.after) };
  if (!images.before && !images.after) return [];
  return changedKustomizations.flatMap((source) =>
    entryPairs(source, 'images', (value) => textAt(value, 'name')).flatMap((pair) =>
      isNamed(pair, images) ? keyCauses(asked, source, pair, images) : [],
    ),
  );
}

interface Images {
  readonly before: ImageParts | undefined;
  readonly after: ImageParts | undefined;
}

/** By the keys of an entry. */
interface ImageParts {
  readonly newName: string;
  readonly newTag: string | undefined;
  readonly digest: string | undefined;
}

/** Mirrors kustomize's image.Split: a colon before the last slash belongs to a port. */
function imageParts(image: JsonValue | undefined): ImageParts | undefined {
  if (typeof image !== 'string' || image === '') return undefined;
  const [reference = '', digest] = image.split('@', 2);
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  if (colon < 0) return { newName: reference, newTag: undefined, digest };
  return { newName: reference.slice(0, colon), newTag: reference.slice(colon + 1), digest };
}

function isNamed(pair: EntryPair, { before, after }: Images): boolean {
  const names = [before?.newName, after?.newName];
  return [pair.head, pair.base].some((entry) =>
    ['name', 'newName'].some((key) => names.includes(textAt(entry?.value, key) ?? '')),
  );
}

const imageKeys = ['newTag', 'digest', 'newName', 'tagSuffix'] as const;
type ImageKey = (typeof imageKeys)[number];

function keyCauses(asked: Asked, { path }: OpenSource, pair: EntryPair, images: Images): readonly Candidate[] {
  const [first] = [
    ...imageKeys.filter((key) => isSetBy(pair, key, images)).map((key) => ({ key, revision: 'head' as const })),
    ...imageKeys.filter((key) => isLostBy(pair, key, images)).map((key) => ({ key, revision: 'base' as const })),
  ];
  if (!first) return [];
  const { key, revision } = first;
  const order = orderIn(asked, revision, path, 'ImageTag');
  const place = pair[revision]?.place(pair.base && pair.head ? [key] : []);
  if (order === undefined || !place) return [];
  return [{ place, proof: isKnownBefore(pair, key, images) ? 2 : 1, order }];
}

function isSetBy({ base, head }: EntryPair, key: ImageKey, { before, after }: Images): boolean {
  const text = textAt(head?.value, key);
  return text !== undefined && text !== textAt(base?.value, key) && has(after, key, text) && !has(before, key, text);
}

function isLostBy({ base, head }: EntryPair, key: ImageKey, { before, after }: Images): boolean {
  const text = textAt(base?.value, key);
  const isGone = text !== undefined && textAt(head?.value, key) === undefined;
  return isGone && has(before, key, text) && !has(after, key, text);
}

function isKnownBefore({ base }: EntryPair, key: ImageKey, { before }: Images): boolean {
  const text = textAt(base?.value, key);
  return text === undefined || has(before, key, text);
}

function has(image: ImageParts | undefined, key: ImageKey, text: string): boolean {
  if (key === 'tagSuffix') return image?.newTag?.endsWith(text) === true;
  return image?.[key] === text;
}
