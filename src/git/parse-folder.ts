import { RevisionError } from '../app/ports.ts';
import type { GitObject } from './batch-answers.ts';
import { decodePath } from './decode-paths.ts';
import { entryType, type TreeEntry } from './tree-changes.ts';

/** What a folder holds, by name. Of most entries nobody wants to know more than whether they are equal. */
export type Folder = ReadonlyMap<string, FolderEntry>;

export interface FolderEntry {
  /** "100644" */
  readonly mode: string;
  /** The bytes of the object id, one character each. */
  readonly rawId: string;
}

/** The bytes are again and again "100644 <name>\0", and those of the object id. */
export function parseFolder({ id, type, bytes }: GitObject): Folder {
  const text = bytes.toString('latin1');
  const idBytes = id.length / 2;
  const folder = new Map<string, FolderEntry>();
  for (let start = 0; start < text.length; ) {
    const space = text.indexOf(' ', start);
    const nameEnd = text.indexOf('\0', space);
    const end = nameEnd + 1 + idBytes;
    if (type !== 'tree' || space < 0 || nameEnd < 0 || end > text.length) {
      throw new RevisionError('World', `object ${id} of the repository is not a sound folder`);
    }
    folder.set(decodeName(text.slice(space + 1, nameEnd)), {
      mode: text.slice(start, space),
      rawId: text.slice(nameEnd + 1, end),
    });
    start = end;
  }
  return folder;
}

/** The entry if it is a file, a link or a submodule. */
export function fileOf(entry: FolderEntry | undefined): TreeEntry | undefined {
  if (entry === undefined) return undefined;
  const type = entryType(entry.mode);
  return type === 'Folder' ? undefined : { type, objectId: hexadecimal(entry.rawId) };
}

/** The id of the entry if it is a folder. */
export function folderOf(entry: FolderEntry | undefined): string | undefined {
  if (entry === undefined || entryType(entry.mode) !== 'Folder') return undefined;
  return hexadecimal(entry.rawId);
}

const plainName = /^[\w.-]*$/;

function decodeName(name: string): string {
  return plainName.test(name) ? name : decodePath(Buffer.from(name, 'latin1'));
}

function hexadecimal(rawId: string): string {
  return Buffer.from(rawId, 'latin1').toString('hex');
}
