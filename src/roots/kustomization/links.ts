import { parentOf } from '../root-of.ts';
import { joinPath } from './join-path.ts';

/** The symbolic links of a revision with what they say; paths are from the top. */
export type Links = ReadonlyMap<string, string>;

/** Where a path leads. */
export interface LinkedPath {
  /** undefined: out of the repository, or round in a circle. */
  readonly path: string | undefined;
  /** The links on the way, in the order in which they are met. */
  readonly links: readonly string[];
}

/** As Linux has it. */
const linksMax = 40;

/** Follows every link of a path, as opening it would. With `base → ../common`, `web/base/a.yaml` is `common/a.yaml`. */
export function followLinks(path: string, links: Links): LinkedPath {
  const met: string[] = [];
  let current: string | undefined = path;
  for (let link = firstLink(path, links); current !== undefined && link !== undefined; ) {
    met.push(link);
    const target = links.get(link) ?? '';
    const isUsable = !target.startsWith('/') && met.length <= linksMax;
    current = isUsable ? joinPath(parentOf(link), target + current.slice(link.length)) : undefined;
    link = current === undefined ? undefined : firstLink(current, links);
  }
  return { path: current, links: met };
}

/** The shortest beginning of a path which is a link. */
function firstLink(path: string, links: Links): string | undefined {
  if (links.size === 0) return undefined;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (links.has(path.slice(0, end))) return path.slice(0, end);
  }
  return links.has(path) ? path : undefined;
}
