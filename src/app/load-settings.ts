import { type RevisionSource, settingsPath } from './ports.ts';
import type { ReadSettings } from './read-settings.ts';
import type { NamedFile } from './read-yaml-document.ts';
import { SettingsError } from './settings-error.ts';

/** The settings which a plan follows, and the bytes which say so; undefined: there are none. */
export interface LoadedSettings {
  readonly read: ReadSettings | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** The settings that were named, else those which lie beside the manifests. Throws SettingsError. */
export async function loadSettings(source: RevisionSource, named: NamedFile | undefined): Promise<LoadedSettings> {
  const file = named ?? (await settingsOf(source));
  if (!file) return { read: undefined, bytes: undefined };
  // Most repositories have none: they do not pay for the schema.
  const { readSettings } = await import('./read-settings.ts');
  return { read: readSettings(file), bytes: file.bytes };
}

async function settingsOf(source: RevisionSource): Promise<NamedFile | undefined> {
  const file = await source.settingsFile();
  if (!file) return undefined;
  if (file.type === 'File') return { name: file.path, bytes: file.bytes };
  throw new SettingsError(`${settingsPath} is a symbolic link: links are not followed; name the file with --config`);
}
