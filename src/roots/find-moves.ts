import type { RevisionObject } from '../manifest/revision-object.ts';
import { identityKey } from '../schema/object-identity.ts';

/** One object which left a root and appeared in another. */
export interface Move {
  readonly base: RevisionObject;
  readonly head: RevisionObject;
}

/**
 * Pairs what only one side has by group, kind, namespace and name across roots. Where several objects have that name, those
 * are paired whose file was renamed from one path to the other (`renamedFiles`: base path to head path); what is left is a
 * move only if there is exactly one on each side. Sorted as `head`.
 */
export function findMoves(
  base: readonly RevisionObject[],
  head: readonly RevisionObject[],
  renamedFiles: ReadonlyMap<string, string>,
): readonly Move[] {
  const inBase = new Set(base.map(({ reference }) => identityKey(reference)));
  const inHead = new Set(head.map(({ reference }) => identityKey(reference)));
  const left = base.filter(({ reference }) => !inHead.has(identityKey(reference)));
  const appeared = head.filter(({ reference }) => !inBase.has(identityKey(reference)));

  const byFile = pairSingles(
    left,
    appeared,
    (one) => keyAt(renamedFiles.get(one.object.document.path) ?? '', one),
    (one) => keyAt(one.object.document.path, one),
  );
  const paired = new Set(byFile.flatMap((move) => [move.base, move.head]));
  const byName = pairSingles(
    left.filter((one) => !paired.has(one)),
    appeared.filter((one) => !paired.has(one)),
    nameKey,
    nameKey,
  );
  const moves = new Map([...byFile, ...byName].map((move) => [move.head, move]));
  return appeared.flatMap((one) => moves.get(one) ?? []);
}

type KeyOf = (one: RevisionObject) => string;

function pairSingles(
  left: readonly RevisionObject[],
  appeared: readonly RevisionObject[],
  keyOfBase: KeyOf,
  keyOfHead: KeyOf,
): readonly Move[] {
  const bases = Map.groupBy(left, keyOfBase);
  return Array.from(Map.groupBy(appeared, keyOfHead)).flatMap(([key, [head, ...moreHeads]]) => {
    const [base, ...moreBases] = bases.get(key) ?? [];
    if (base === undefined || head === undefined || moreBases.length > 0 || moreHeads.length > 0) return [];
    return [{ base, head }];
  });
}

/** The identity without the root. */
function nameKey({ reference }: RevisionObject): string {
  return identityKey({ ...reference, root: '' });
}

function keyAt(path: string, one: RevisionObject): string {
  return JSON.stringify([path, nameKey(one)]);
}
