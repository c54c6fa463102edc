import type { ChangedFile, RevisionFile } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { startHash } from './hashing.ts';
import { similarity } from './similarity.ts';
import { sortedChanges } from './sorted-changes.ts';

/** Manifests share much of their text: files of different names must be nearer than a moved one which kept its name. */
const sameNameSimilarityMin = 0.5;
const otherNameSimilarityMin = 0.7;
/** Every file counts once for each file that it is compared with: 100 × 100 files of 4 KB are 80 MB. */
const comparedBytesMax = 100_000_000;

/**
 * Pairs what one side lost with what the other gained: first equal bytes (same file name before others, then in order of
 * path), then similar text where no other pair is as good. What stays alone was removed or added.
 */
export function pairRenames(removed: readonly RevisionFile[], added: readonly RevisionFile[]): readonly ChangedFile[] {
  const pool: Pool = {
    removed: new Set(removed.toSorted((a, b) => byCodeUnit(a.path, b.path))),
    added: new Set(added.toSorted((a, b) => byCodeUnit(a.path, b.path))),
    pairs: [],
  };
  if (removed.length > 0 && added.length > 0) {
    pairEqualBytes(pool);
    pairSimilar(pool);
  }
  return sortedChanges([
    ...pool.pairs,
    ...Array.from(pool.removed, (base) => ({ base, head: undefined })),
    ...Array.from(pool.added, (head) => ({ base: undefined, head })),
  ]);
}

interface Pool {
  readonly removed: Set<RevisionFile>;
  readonly added: Set<RevisionFile>;
  readonly pairs: ChangedFile[];
}

function take(pool: Pool, base: RevisionFile, head: RevisionFile): void {
  pool.removed.delete(base);
  pool.added.delete(head);
  pool.pairs.push({ base, head });
}

function pairEqualBytes(pool: Pool): void {
  const heads = Map.groupBy(pool.added, contentKey);
  for (const [content, bases] of Map.groupBy(pool.removed, contentKey)) {
    const equals = heads.get(content) ?? [];
    if (equals.length === 0 || bases[0]?.bytes.length === 0) continue;
    const namesakes = Map.groupBy(equals, (head) => fileName(head.path));
    for (const base of bases) {
      const head = namesakes.get(fileName(base.path))?.shift();
      if (head !== undefined) take(pool, base, head);
    }
    const headsLeft = equals.filter((head) => pool.added.has(head));
    for (const [index, base] of bases.filter((file) => pool.removed.has(file)).entries()) {
      const head = headsLeft[index];
      if (head !== undefined) take(pool, base, head);
    }
  }
}

interface Candidate {
  readonly base: RevisionFile;
  readonly head: RevisionFile;
  readonly isSameName: boolean;
  readonly score: number;
}

function pairSimilar(pool: Pool): void {
  const candidates = similarPairs(pool).toSorted(
    (a, b) =>
      Number(b.isSameName) - Number(a.isSameName) ||
      b.score - a.score ||
      byCodeUnit(a.base.path, b.base.path) ||
      byCodeUnit(a.head.path, b.head.path),
  );
  const tied = tiedCandidates(candidates);
  for (const candidate of candidates) {
    if (tied.has(candidate) || !pool.removed.has(candidate.base) || !pool.added.has(candidate.head)) continue;
    take(pool, candidate.base, candidate.head);
  }
}

/** Those for which another pair with one of the same two files is exactly as good: nothing says which is meant. */
function tiedCandidates(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const groups = [
    Map.groupBy(candidates, ({ base, isSameName, score }) => JSON.stringify([base.path, isSameName, score])),
    Map.groupBy(candidates, ({ head, isSameName, score }) => JSON.stringify([head.path, isSameName, score])),
  ];
  return new Set(
    groups.flatMap((group) =>
      Array.from(group.values())
        .filter((some) => some.length > 1)
        .flat(),
    ),
  );
}

/** Namesakes are compared first, so that they are the last to miss their turn when the budget ends. */
function similarPairs(pool: Pool): readonly Candidate[] {
  const bases = Array.from(pool.removed).filter(isComparable);
  const heads = Array.from(pool.added).filter(isComparable);
  const headsByName = Map.groupBy(heads, (head) => fileName(head.path));
  const candidates: Candidate[] = [];
  let bytesLeft = comparedBytesMax;
  for (const isSameName of [true, false]) {
    const least = isSameName ? sameNameSimilarityMin : otherNameSimilarityMin;
    for (const base of bases) {
      const name = fileName(base.path);
      for (const head of isSameName ? (headsByName.get(name) ?? []) : heads) {
        if ((name === fileName(head.path)) !== isSameName) continue;
        bytesLeft -= base.bytes.length + head.bytes.length;
        if (bytesLeft < 0) return candidates;
        const score = similarity(base.bytes, head.bytes, least);
        if (score >= least) candidates.push({ base, head, isSameName, score });
      }
    }
  }
  return candidates;
}

function isComparable(file: RevisionFile): boolean {
  return file.type === 'File' && file.bytes.length > 0 && file.bytes.length <= 1024 * 1024;
}

function contentKey(file: RevisionFile): string {
  return `${file.type} ${startHash('sha256').update(file.bytes).digest('hex')}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
