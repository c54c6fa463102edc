import type { RevisionTree } from '../kustomization.ts';
import type { Obstacle, Reference } from './contents.ts';
import { joinPath } from './join-path.ts';
import { followLinks, type LinkedPath } from './links.ts';
import { isGitUrl, isMachineUrl, isUrlOfFile, isWebUrl, looksRemote, shownEntry } from './url.ts';

/** What an entry names. `Nothing`: nothing that the build could read, as kustomize itself will say. */
export type Target =
  | {
      readonly type: 'Directory' | 'File' | 'Missing';
      /** Behind all links. */
      readonly path: string;
      /** Those on the way there. */
      readonly links: readonly string[];
    }
  | { readonly type: 'Obstacle'; readonly obstacle: Obstacle }
  | { readonly type: 'Nothing' };

/** Finds what an entry names, seen from the directory of its kustomization, in the order in which kustomize tries. */
export function targetOf(reference: Reference, directory: string, tree: RevisionTree): Target {
  const { entry, type } = reference;
  if (isWebUrl(entry)) return webTarget(reference);
  if (entry.startsWith('/')) return obstacle(reference, 'AbsolutePath', `${shownEntry(entry)} is an absolute path`);
  const { path, links } = linkedPath(joinPath(directory, entry), tree);
  if (path !== undefined && tree.hasFile(path)) return { type: 'File', path, links };
  const remote =
    type === 'Resource' ? clonedTarget(reference, path !== undefined && tree.hasDirectory(path)) : undefined;
  if (remote) return remote;
  if (path === undefined) return outside(reference);
  if (tree.hasDirectory(path)) return type === 'Resource' ? { type: 'Directory', path, links } : { type: 'Nothing' };
  return isPath(reference) ? { type: 'Missing', path, links } : { type: 'Nothing' };
}

/** What leads out of the repository through a link is the link itself, which nobody follows. */
function linkedPath(path: string | undefined, { links }: RevisionTree): LinkedPath {
  if (path === undefined) return { path, links: [] };
  const linked = followLinks(path, links);
  return { path: linked.path ?? linked.links[0], links: linked.links };
}

function webTarget(reference: Reference): Target {
  const { type, entry } = reference;
  if (type === 'Resource' && !isUrlOfFile(entry)) return remoteBase(reference);
  return obstacle(reference, 'FileUrl', `the file ${shownEntry(entry)} is remote`);
}

function clonedTarget(reference: Reference, isDirectory: boolean): Target | undefined {
  const { entry } = reference;
  if (isMachineUrl(entry)) return outside(reference);
  if (!isGitUrl(entry)) return isDirectory || !looksRemote(entry) ? undefined : remoteBase(reference);
  return remoteBase(
    reference,
    isDirectory ? ' for kustomize; ./ before it would make it the directory of this name' : '',
  );
}

function remoteBase(reference: Reference, more = ''): Target {
  return obstacle(reference, 'RemoteBase', `the base ${shownEntry(reference.entry)} is remote${more}`);
}

function outside(reference: Reference): Target {
  return obstacle(reference, 'OutsideOfRepository', `${shownEntry(reference.entry)} is outside of the repository`);
}

function obstacle({ field, at }: Reference, type: Obstacle['type'], what: string): Target {
  return { type: 'Obstacle', obstacle: { type, message: `${field}: ${what}`, at } };
}

/** Whether what is not there was meant as a path: what has lines is YAML, and what is secret and has a value is a value. */
function isPath({ entry, isSecret }: Reference): boolean {
  return !entry.includes('\n') && !(isSecret && entry.includes('='));
}
