import type { SettingsFacts } from '../plan/plan-input.ts';
import { directoriesAbove } from '../roots/root-of.ts';
import type { LoadedSettings } from './load-settings.ts';
import { type ChangedFile, type RevisionFile, type RevisionSource, settingsPath } from './ports.ts';

/** The changed files without the settings, which are no manifest. */
export function withoutSettings(changed: readonly ChangedFile[]): readonly ChangedFile[] {
  return changed
    .map(({ base, head }) => ({ base: manifest(base), head: manifest(head) }))
    .filter(({ base, head }) => base !== undefined || head !== undefined);
}

function manifest(file: RevisionFile | undefined): RevisionFile | undefined {
  return file?.path === settingsPath ? undefined : file;
}

/** Gathers what the plan has to say of its settings. */
export async function describeSettings(
  source: RevisionSource,
  { read, bytes }: LoadedSettings,
  changed: readonly ChangedFile[],
): Promise<SettingsFacts> {
  const base = changed.find((file) => file.base?.path === settingsPath)?.base;
  const head = changed.find((file) => file.head?.path === settingsPath)?.head;
  return {
    change: base ? (head ? 'update' : 'delete') : head && 'create',
    follows: isSame(head, bytes) ? 'head' : isSame(base, bytes) ? 'base' : 'others',
    emptyRoots: await emptyRoots(source, read?.settings.roots ?? []),
  };
}

function isSame(file: RevisionFile | undefined, bytes: Uint8Array | undefined): boolean {
  if (file === undefined || bytes === undefined) return file === bytes;
  return file.bytes.length === bytes.length && file.bytes.every((byte, index) => byte === bytes[index]);
}

async function emptyRoots(source: RevisionSource, roots: readonly string[]): Promise<readonly string[]> {
  if (roots.length === 0) return [];
  const paths = [...(await source.paths('head')), ...(await source.paths('base'))];
  const directories = new Set(['.', ...paths.flatMap(directoriesAbove)]);
  return roots.filter((root) => !directories.has(root));
}
