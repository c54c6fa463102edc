import type { FieldChange, ShownValue } from '../schema/field-change.ts';

const wordsMax = 80;

/**
 * Field changes as a clause of a sentence: `image of container web: shop/web:1.4.2 → 1.5.0, env LOG_LEVEL of container
 * web: info → debug, and 3 more`. Images come first; masked values are never named.
 */
export function fieldWords(changes: readonly FieldChange[]): string {
  const images = changes.filter(isImage);
  const ordered = [...images, ...changes.filter((change) => !isImage(change))];
  const named = ordered.slice(0, ordered.length === 3 ? 3 : 2).map(describeChange);
  const more = ordered.length - named.length;
  return more > 0 ? `${named.join(', ')}, and ${more} more` : named.join(', ');
}

function isImage({ path }: FieldChange): boolean {
  return path.endsWith('.image');
}

function describeChange(change: FieldChange): string {
  return clauses[change.type](change, placeWords(change.path));
}

const clauses: Record<FieldChange['type'], (change: FieldChange, place: string) => string> = {
  Reordered: (_, place) => `order of ${place}`,
  SameMeaning: (_, place) => `spelling of ${place}`,
  Added: (change, place) => `${place} added${change.masked ? '' : valueWords(change.after, ': ')}`,
  Removed: (_, place) => `${place} removed`,
  Changed: (change, place) => `${place}${change.masked ? ' changed' : transition(change)}`,
};

/** `spec.template.spec.containers[name=web].env[name=A].value` becomes `env A of container web`. */
function placeWords(path: string): string {
  const container = /^(?:.*\.)?(containers|initContainers|ephemeralContainers)\[(?:name=)?([^\]]*)\](?:\.(.*))?$/.exec(
    path,
  );
  if (container) {
    const [, list = '', name = '', rest] = container;
    const owner = `${list === 'containers' ? 'container' : list === 'initContainers' ? 'init container' : 'ephemeral container'} ${name}`;
    return rest === undefined ? owner : `${itemWords(rest)} of ${owner}`;
  }
  const metadata = /^(.*\.)?metadata\.(label|annotation)s(?:\.([\w-]+)|\[(.+)\])$/.exec(path);
  if (metadata) {
    const [, owner = '', noun = '', plain, bracketed] = metadata;
    return `${owner.endsWith('template.') ? 'template ' : ''}${noun} ${plain ?? bracketed ?? ''}`;
  }
  return itemWords(path.replace(/^spec\.(?:template\.spec\.|jobTemplate\.spec\.)?/, ''));
}

function itemWords(path: string): string {
  const entry =
    /^(env|envFrom|volumes|volumeMounts|ports)\[(?:name=|mountPath=|containerPort=|port=)?([^\]]+)\](?:\.(.+))?$/.exec(
      path,
    );
  if (!entry) return path;
  const [, list = '', name = '', rest] = entry;
  const noun = { volumes: 'volume', volumeMounts: 'mount', ports: 'port' }[list] ?? list;
  const item = `${noun} ${name.replace(/,protocol=TCP$/, '')}`;
  return rest === undefined || rest === 'value' ? item : `${rest} of ${item}`;
}

function transition({ path, before, after }: FieldChange): string {
  if (path.endsWith('.image') && typeof before === 'string' && typeof after === 'string') {
    return `: ${imageTransition(before, after)}`;
  }
  const [from, to] = [valueWords(before, ''), valueWords(after, '')];
  return from === '' || to === '' ? ' changed' : `: ${from} → ${to}`;
}

/** Names the repository once: `shop/web:1.4.2 → 1.5.0`. */
function imageTransition(before: string, after: string): string {
  const repository = imageRepository(after);
  const isSameRepository = imageRepository(before) === repository && after.length > repository.length;
  return `${shortDigest(before)} → ${shortDigest(isSameRepository ? after.slice(repository.length + 1) : after)}`;
}

function imageRepository(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

function shortDigest(image: string): string {
  return image.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}

/** A short scalar; nothing for what does not fit into a sentence. */
function valueWords(value: ShownValue | undefined, lead: string): string {
  if (value === undefined || typeof value === 'object') return '';
  const text = value === '' ? '""' : String(value);
  return text.length > wordsMax || text.includes('\n') ? '' : lead + text;
}
