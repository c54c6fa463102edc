import { posix } from 'node:path';

/** Whether kustomize would look for it elsewhere, by http or by git. */
export function isRemote(place: string): boolean {
  const text = place.trim();
  return (
    /^(?:[a-z][a-z0-9+.-]*:(?:\/\/|:)|https?:)/i.test(text) ||
    /^(?:www\.)?github\.com[/:]/i.test(text) ||
    /^[^/\s]+@[^/\s]+[:/]/.test(text) ||
    /[?&](?:ref|version|submodules|timeout)=/.test(text) ||
    /(?:\.git|\/_git)(?:[/?]|$)/.test(text)
  );
}

/** Whether it is a file or a directory of this machine which does not lie in the tree. */
export function leavesTree(directory: string, place: string): boolean {
  const text = place.trim();
  if (/^file:/i.test(text.replace(/^git::/i, ''))) return true;
  return [text, text.replaceAll('\\', '/')].some((path) => {
    const target = posix.join(directory, path);
    return posix.isAbsolute(path) || /^[A-Za-z]:[/\\]/.test(path) || target === '..' || target.startsWith('../');
  });
}

/** For messages: without user, password and query, which may hold a token. */
export function shownPlace(place: string): string {
  const shown = publicPart(place);
  return JSON.stringify(shown.length > 200 ? `${shown.slice(0, 200)}…` : shown);
}

export function publicPart(place: string): string {
  return place.replace(/^((?:[^/@]*::)?[^/@]*\/\/)?[^/@]*@/, '$1***@').replace(/\?.*$/s, '?…');
}

/** The place in `key=path`. */
export function withoutKey(text: string): string {
  return text.slice(text.indexOf('=') + 1);
}
