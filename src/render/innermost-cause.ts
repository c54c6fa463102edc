import { posix } from 'node:path';
import { unquote } from './reported-error.ts';

/**
 * The last link of the chain in which kustomize tells by which directories it came to a fault, after the file or the directory
 * in which that is. What does not look like such a chain stays as it is.
 */
export function innermostCause(message: string, root: string): string {
  let directory: string | undefined;
  let text = message;
  for (let link = nextLink(text); link !== undefined; link = nextLink(text)) {
    directory = link.directory ?? directory;
    text = link.text;
  }
  const cause = causeOf(text, directory ?? '.');
  return directory === undefined || directory === root || cause.startsWith(directory)
    ? cause
    : `${directory}: ${cause}`;
}

interface Link {
  readonly directory?: string | undefined;
  readonly text: string;
}

/** Everything but the innermost cause is one of these. */
const links: readonly { readonly pattern: RegExp; readonly inside: (groups: Groups) => Link }[] = [
  {
    // That it is no file is said of each directory.
    pattern:
      /^accumulating resources: accumulation err='accumulating resources from '[^']*': '[^']*' must resolve to a file': (?<rest>.*)$/,
    inside: ({ rest = '' }) => ({ text: rest }),
  },
  {
    pattern: /^(?:recursed accumulation of path|couldn't make target for path) '(?<place>[^']*)': (?<rest>.*)$/,
    inside: ({ place, rest = '' }) => ({ directory: place, text: rest }),
  },
  {
    pattern: /^accumulating components: (?:accumulateDirectory: |loader\.New )"(?<rest>.*)"$/,
    inside: ({ rest = '' }) => ({ text: unquote(rest).replaceAll('\n', ' ') }),
  },
];

type Groups = Readonly<Record<string, string | undefined>>;

function nextLink(text: string): Link | undefined {
  for (const { pattern, inside } of links) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return inside(groups);
  }
  return undefined;
}

function causeOf(text: string, directory: string): string {
  const groups = attempts.map((pattern) => pattern.exec(text)?.groups).find((found) => found !== undefined);
  if (!groups) return plainWords(text);
  const { name = '', cause = '' } = groups;
  const place = posix.isAbsolute(name) || name.includes('://') ? name : posix.join(directory, name);
  const words = plainWords(cause);
  return words.startsWith(place) ? words : `${place}: ${words}`;
}

/** What is no file is tried as a directory, and then as a repository. Of several failures the first tells most. */
const attempts: readonly RegExp[] = [
  /^accumulating resources: accumulation err='(?:accumulating|merging) resources from '(?<name>[^']*)': (?<cause>.*)': must build at directory: /,
  /^accumulating resources: accumulation err='(?:accumulating|merging) resources from '(?<name>[^']*)': .*': (?<cause>.*)$/,
  /^accumulating resources: accumulating resources from '(?<name>[^']*)': (?<cause>.*)$/,
];

function plainWords(text: string): string {
  return text
    .replace(/^(?:must build at directory: )?(?:not a valid directory: )?/, '')
    .replace(
      /evalsymlink failure on '(?<place>[^']*)' : lstat [^']*: no such file or directory/,
      '$<place>: no such file or directory',
    )
    .replace(/^trouble configuring builtin (\w+) with config: `[^`]*`: /, '$1: ');
}
