import { type ChangedFile, type RevisionFile, type RevisionSource, settingsPath } from '../app/ports.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { pairSides } from './pair-sides.ts';
import { pathScope } from './path-scope.ts';
import { searchWords } from './search-words.ts';
import { documentsIn } from './settings-file.ts';

/** The files of a revision by their paths. */
type InlineFiles = ReadonlyMap<string, Uint8Array>;

export interface InlineRevisionsOptions {
  readonly base: InlineFiles;
  readonly head: InlineFiles;
  /** Files and folders: only changes in them are looked at. */
  readonly paths?: readonly string[];
  /** Where settings are read. Default: Head. */
  readonly settingsFrom?: 'Base' | 'Head';
}

/** Two sets of files which somebody sent, as two revisions of one tree. */
export function inlineRevisions({
  base,
  head,
  paths: scope,
  settingsFrom = 'Head',
}: InlineRevisionsOptions): RevisionSource {
  const sides = { base: filesOf(base), head: filesOf(head) };
  const settings = settingsFrom === 'Base' ? sides.base : sides.head;
  const paths = [...new Set([...base.keys(), ...head.keys()])].toSorted(byCodeUnit);
  const pairs = paths.map((path) => ({ path, base: sides.base.get(path), head: sides.head.get(path) }));
  const isInScope = pathScope(scope, '');
  const changed = pairs.filter((pair) => !isEqual(pair) && isInScope(pair.path));
  const unchanged = pairs.flatMap((pair) =>
    pair.head && isEqual(pair) && isManifestPath(pair.path) ? [pair.head] : [],
  );
  return {
    base: { type: 'Inline' },
    head: { type: 'Inline' },
    changedFiles: () => pairSides(changed.map((pair) => ({ base: pair.base, head: pair.head }))),
    paths: async (side, among) => {
      const all = [...sides[side].keys()].toSorted(byCodeUnit);
      if (!among) return all;
      const wanted = new Set(among);
      return all.filter((path) => wanted.has(path));
    },
    files: async (side, among) => among.flatMap((path) => sides[side].get(path) ?? []),
    links: async () => [],
    unchangedMentioning: async (words) => {
      const isMention = searchWords(words);
      return unchanged.filter(({ bytes }) => isMention(Buffer.from(bytes)));
    },
    settingsFile: async () => settings.get(settingsPath),
    settingsFiles: async (path) => {
      const file = settings.get(path);
      if (file) return [file];
      const prefix = path === '.' ? '' : `${path}/`;
      const names = [...settings.keys()].flatMap((each) =>
        each.startsWith(prefix) && !each.slice(prefix.length).includes('/') ? [each.slice(prefix.length)] : [],
      );
      return documentsIn(path, names).flatMap((each) => settings.get(each) ?? []);
    },
  };
}

function filesOf(files: InlineFiles): ReadonlyMap<string, RevisionFile> {
  return new Map([...files].map(([path, bytes]) => [path, { path, type: 'File', bytes }]));
}

function isEqual({ base, head }: ChangedFile): boolean {
  return base !== undefined && head !== undefined && Buffer.compare(base.bytes, head.bytes) === 0;
}
