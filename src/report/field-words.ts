import type { FieldChange, ShownValue } from '../schema/field-change.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { code, type Phrase, phrase } from './phrase.ts';
import { unreachable } from './unreachable.ts';
import { clipText } from './visible-text.ts';

/** One changed field as a sentence: “`spec.replicas`: `3` → `5`”. */
export function fieldPhrase({ path, type, before, after, masked }: FieldChange): Phrase {
  const field = code(clipText(path, 200));
  if (masked && (type === 'Changed' || type === 'SameMeaning'))
    return phrase`${field}: changes, its value is not shown`;
  switch (type) {
    case 'Added':
      return after === undefined ? phrase`${field}: added` : phrase`${field}: added, ${shownValue(after)}`;
    case 'Removed':
      return before === undefined ? phrase`${field}: removed` : phrase`${field}: removed, was ${shownValue(before)}`;
    case 'Reordered':
      return phrase`${field}: only the order changes`;
    case 'SameMeaning':
      return phrase`${field}: ${transition(before, after)}, the same to Kubernetes`;
    case 'Changed':
      return phrase`${field}: ${transition(before, after)}`;
    default:
      return unreachable(type);
  }
}

/** A string stands without quotes unless it could be taken for another type or would not be seen. */
function shownValue(value: ShownValue): Phrase {
  const text = typeof value === 'string' && !needsQuotes(value) ? value : JSON.stringify(value);
  return code(clipText(text, 120));
}

function transition(before: ShownValue | undefined, after: ShownValue | undefined): Phrase {
  return phrase`${before === undefined ? 'nothing' : shownValue(before)} → ${after === undefined ? 'nothing' : shownValue(after)}`;
}

/** An empty string, white space at the ends, line ends, and what YAML would read as a number, a boolean or null. */
function needsQuotes(text: string): boolean {
  return text.trim() !== text || /^$|[\n\r\t"]|^(?:null|true|false|~|[-+]?[\d.]+(?:e[-+]?\d+)?)$/i.test(text);
}

/** The fields which differ from the object of base: that of the same name, or the one whose place it takes under another. */
export function toldFields({ action, fields, pairedWith }: ResourceChange): readonly FieldChange[] {
  if (action === 'update') return fields;
  return pairedWith ? fields.filter(({ path }) => path !== 'metadata.name') : [];
}

/** The image change of a rollout, if all its changed images change alike. */
export interface VersionChange {
  readonly before: string;
  readonly after: string;
}

/**
 * What tells old pods from new ones: the tags, if one repository gets another tag (`shop/web:1.4.2` → `1.5.0`),
 * else the images; undefined if no image changes or several change differently.
 */
export function versionChange(change: ResourceChange | undefined): VersionChange | undefined {
  const images = (change?.fields ?? []).filter(
    ({ path, type }) => type === 'Changed' && /\.(?:containers|initContainers)\[[^\]]*\]\.image$/.test(path),
  );
  const pairs = new Map<string, VersionChange>();
  for (const { before, after } of images) {
    if (typeof before !== 'string' || typeof after !== 'string') return undefined;
    const pair = tagsOf(before, after);
    pairs.set(JSON.stringify([pair.before, pair.after]), pair);
  }
  return pairs.size === 1 ? [...pairs.values()][0] : undefined;
}

function tagsOf(before: string, after: string): VersionChange {
  const [old, next] = [splitImage(before), splitImage(after)];
  if (old.repository !== next.repository || old.version === next.version) return { before, after };
  return { before: old.version || 'no tag', after: next.version || 'no tag' };
}

/** The registry's port is no tag: `registry:5000/web` has none. Of a digest the first 12 digits tell enough. */
function splitImage(image: string): { repository: string; version: string } {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon < 0 ? name : name.slice(0, colon);
  const tag = colon < 0 ? '' : name.slice(colon + 1);
  if (digest === undefined) return { repository, version: tag };
  const short = digest.replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]+$/, '$1');
  return { repository, version: tag === '' ? short : `${tag}@${short}` };
}
