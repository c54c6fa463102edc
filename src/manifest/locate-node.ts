import type { YamlEntry, YamlMapping, YamlNode } from './yaml-node.ts';

/**
 * Where a field is written: the index of its key or of its list item. For what is not there, that of the nearest
 * ancestor. Aliases and merge keys are followed to where the text really stands.
 */
export function locateNode(root: YamlNode, path: readonly (string | number)[]): number {
  let node = root;
  let { start } = root;
  for (const step of path) {
    const found = stepInto(node, step);
    if (found === undefined) return start;
    start = found.start;
    node = found.node;
  }
  return start;
}

interface Found {
  readonly node: YamlNode;
  readonly start: number;
}

function stepInto(node: YamlNode, step: string | number): Found | undefined {
  const target = followAlias(node);
  if (target.type === 'Sequence') {
    const item = typeof step === 'number' ? target.items[step] : undefined;
    return item && { node: item, start: item.start };
  }
  const entry = target.type === 'Mapping' ? findEntry(target, String(step), 0) : undefined;
  return entry && { node: entry.value, start: entry.key.start };
}

const mergeDepthMax = 20;

/** The last of equal keys is the one that counts. */
function findEntry(mapping: YamlMapping, key: string, depth: number): YamlEntry | undefined {
  const own = mapping.entries.findLast((entry) => keyOf(entry.key) === key);
  if (own !== undefined || depth > mergeDepthMax) return own;
  const sources = mapping.entries.filter((entry) => keyOf(entry.key) === '<<').map((entry) => followAlias(entry.value));
  for (const source of sources.flatMap((node) => (node.type === 'Sequence' ? node.items.map(followAlias) : [node]))) {
    const merged = source.type === 'Mapping' ? findEntry(source, key, depth + 1) : undefined;
    if (merged !== undefined) return merged;
  }
  return undefined;
}

function keyOf(node: YamlNode): string | undefined {
  const key = followAlias(node);
  if (key.type !== 'Scalar') return undefined;
  return typeof key.value === 'string' ? key.value : key.text;
}

function followAlias(node: YamlNode): YamlNode {
  return node.type === 'Alias' ? node.target : node;
}
