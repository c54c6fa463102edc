import type { RenderRequest } from '../app/ports.ts';
import { innermostCause } from './innermost-cause.ts';
import { maskContents } from './mask-contents.ts';
import { reportedError } from './reported-error.ts';

const charactersMax = 500;
/** What goes on for longer than this is looked at no further: it would take long. */
const readMax = 32 * 1024;

/** What a build that failed says of it, in one line: its own words, without paths of this machine and contents of files. */
export function cleanMessage(stderr: Buffer, request: RenderRequest, folders: BuildFolders): string {
  const said = oneLine(reportedError(stderr.toString('utf8')).slice(0, readMax));
  const cause = innermostCause(withTreePaths(said, folders), request.root);
  return shortened(maskContents(cause, request));
}

/** Where the build ran. */
export interface BuildFolders {
  /** The top of the tree. */
  readonly tree: string;
  /** Holds the tree, and all else that the build needs. */
  readonly all: string;
}

/** For a message of our own as well: it may quote names which hold anything. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

export function shortened(line: string): string {
  if (line.length <= charactersMax) return line;
  // Not in the middle of a character.
  return `${line.slice(0, charactersMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function withTreePaths(text: string, { tree, all }: BuildFolders): string {
  return (
    text
      .replaceAll(`${tree}/`, '')
      .replaceAll(tree, '.')
      .replaceAll(all, '..')
      // So the kustomization above the one in question refers to it.
      .replace(/^(accumulating resources: accumulation err='accumulating resources from ')\.\.\/tree\/?/, '$1')
  );
}
