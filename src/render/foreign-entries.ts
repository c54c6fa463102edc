import type { RevisionFile } from '../app/ports.ts';
import { isKustomizationPath } from '../manifest/manifest-path.ts';
import { type KustomizationEntry, kustomizationEntries } from './kustomization-entries.ts';
import { type KustomizationFile, readKustomization } from './kustomization-file.ts';
import { pluginFaults } from './plugin-faults.ts';
import { isRemote, leavesTree, shownPlace, withoutKey } from './read-place.ts';

/**
 * `Remote`: it is elsewhere, or may be. `Outside`: it is of this machine, but not of the tree. `Unclear`: it cannot be told
 * what a build would read.
 */
export interface ForeignEntry {
  readonly type: 'Remote' | 'Outside' | 'Unclear';
  /** With file and line. */
  readonly message: string;
}

/**
 * What the kustomizations among some files name to be read that is not in their tree. kustomize itself keeps to files of the
 * tree, but it would read any directory of this machine, and fetch from any address.
 */
export function foreignEntries(files: readonly RevisionFile[]): readonly ForeignEntry[] {
  const read = files
    .filter(({ type, path }) => type === 'File' && isKustomizationPath(path))
    .map((file) => readKustomization(file));
  const kustomizations = read.filter((one) => typeof one !== 'string');
  return [
    ...read.filter((one) => typeof one === 'string').map((message) => ({ type: 'Unclear' as const, message })),
    ...kustomizations.flatMap((one) => kustomizationEntries(one.value).flatMap((entry) => placeFaults(one, entry))),
    ...pluginFaults(kustomizations, files).map((message) => ({ type: 'Remote' as const, message })),
  ];
}

function placeFaults(
  { directory, placeOf }: KustomizationFile,
  { kind, path, text }: KustomizationEntry,
): readonly ForeignEntry[] {
  // What has several lines is no place, but written out.
  if ((kind === 'Patch' || kind === 'Plugin') && text.includes('\n')) return [];
  const places = kind === 'Source' ? [withoutKey(text), text] : [text];
  const fault = (type: ForeignEntry['type'], place: string, what: string): ForeignEntry => ({
    type,
    message: `${placeOf(path)}: ${shownPlace(place)} ${what}`,
  });
  const outside = places.find((place) => leavesTree(directory, place));
  if (outside !== undefined) return [fault('Outside', outside, 'leads out of the tree')];
  const remote = places.find(isRemote);
  return remote === undefined ? [] : [fault('Remote', remote, 'is remote, and nothing is fetched')];
}
