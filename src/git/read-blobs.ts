import { RevisionError } from '../app/ports.ts';
import { missingObjects, runGit } from './run-git.ts';

export interface BlobRequest {
  readonly objectId: string;
  readonly bytesMax: number;
}

/**
 * Reads many blobs with one process. `visit` gets each distinct object once, in the order of the requests, as soon as it is
 * there; a blob larger than `bytesMax` is cut one byte after that. Nothing is kept here.
 */
export async function readBlobs(
  directory: string,
  requests: readonly BlobRequest[],
  visit: (objectId: string, bytes: Buffer) => void,
): Promise<void> {
  const limits = new Map<string, number>();
  for (const { objectId, bytesMax } of requests) {
    limits.set(objectId, Math.max(bytesMax, limits.get(objectId) ?? 0));
  }
  if (limits.size === 0) return;
  const reader = batchReader(limits, visit);
  const input = Array.from(limits.keys(), (objectId) => `${objectId}\n`).join('');
  await runGit({ directory, args: ['cat-file', '--batch', '--buffer'], input, take: reader.take });
  if (reader.count() !== limits.size) {
    throw new RevisionError('World', `git cat-file answered ${reader.count()} of ${limits.size} questions`);
  }
}

const newline = 0x0a;
const headerBytesMax = 1024;

/** Reads `<id> blob <size>\n<bytes>\n` again and again, from chunks of any size. */
function batchReader(limits: ReadonlyMap<string, number>, visit: (objectId: string, bytes: Buffer) => void) {
  let header: Buffer = Buffer.alloc(0);
  let blob: { objectId: string; size: number; keptMax: number; seen: number; parts: Buffer[] } | undefined;
  let count = 0;

  /** Both return how many bytes of the chunk they used. */
  const takeHeader = (chunk: Buffer): number => {
    const end = chunk.indexOf(newline);
    header = Buffer.concat([header, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (header.length > headerBytesMax) throw new RevisionError('World', 'git cat-file answered with no header');
    if (end < 0) return chunk.length;
    const [objectId = '', type, size] = header.toString('latin1').split(' ');
    if (type === 'missing') throw missingObjects();
    if (type !== 'blob') throw new RevisionError('World', `git cat-file answered ${type ?? 'nothing'} where a blob is`);
    header = Buffer.alloc(0);
    blob = { objectId, size: Number(size), keptMax: (limits.get(objectId) ?? 0) + 1, seen: 0, parts: [] };
    return end + 1;
  };
  const takeContent = (open: NonNullable<typeof blob>, chunk: Buffer): number => {
    // One byte more: the newline after the content.
    const used = Math.min(open.size + 1 - open.seen, chunk.length);
    const keptEnd = Math.min(used, Math.min(open.size, open.keptMax) - open.seen);
    if (keptEnd > 0) open.parts.push(chunk.subarray(0, keptEnd));
    open.seen += used;
    if (open.seen > open.size) {
      blob = undefined;
      count += 1;
      visit(open.objectId, Buffer.concat(open.parts));
    }
    return used;
  };
  return {
    count: () => count,
    take: (chunk: Buffer): void => {
      let rest = chunk;
      while (rest.length > 0) rest = rest.subarray(blob === undefined ? takeHeader(rest) : takeContent(blob, rest));
    },
  };
}
