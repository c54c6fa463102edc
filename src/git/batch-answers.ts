import { RevisionError } from '../app/ports.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  /** Cut one byte after what was asked for. */
  readonly bytes: Buffer;
}

export interface BatchQuestion {
  /** How much of the object is kept. */
  readonly bytesMax: number;
  /** Undefined: nothing has that name. */
  readonly answer: (object: GitObject | undefined) => void;
}

const newline = 0x0a;
const headerBytesMax = 64 * 1024;

/**
 * Reads what `git cat-file --batch` prints, from chunks of any size: `<id> <type> <size>\n<bytes>\n`, or `<name> missing\n`, in
 * the order of the questions.
 */
export function readAnswers(nextQuestion: () => BatchQuestion | undefined): (chunk: Buffer) => void {
  let header: Buffer = Buffer.alloc(0);
  let open: OpenAnswer | undefined;

  /** Both return how many bytes of the chunk they used. */
  const takeHeader = (chunk: Buffer): number => {
    const end = chunk.indexOf(newline);
    header = Buffer.concat([header, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (header.length > headerBytesMax) throw unexpected();
    if (end < 0) return chunk.length;
    const line = header.toString('latin1');
    header = Buffer.alloc(0);
    const question = nextQuestion();
    if (question === undefined) throw unexpected();
    const [, id, type, size] = /^([0-9a-f]{40,64}) ([a-z]+) ([0-9]+)$/.exec(line) ?? [];
    if (id !== undefined && type !== undefined) open = { question, id, type, size: Number(size), seen: 0, parts: [] };
    else if (/ (missing|ambiguous)$/.test(line)) question.answer(undefined);
    else throw unexpected();
    return end + 1;
  };
  const takeContent = (answer: OpenAnswer, chunk: Buffer): number => {
    const { question, id, type, size, parts } = answer;
    // One byte more: the newline after the content.
    const used = Math.min(size + 1 - answer.seen, chunk.length);
    const keptEnd = Math.min(used, Math.min(size, question.bytesMax + 1) - answer.seen);
    if (keptEnd > 0) parts.push(chunk.subarray(0, keptEnd));
    answer.seen += used;
    if (answer.seen > size) {
      open = undefined;
      question.answer({ id, type, bytes: Buffer.concat(parts) });
    }
    return used;
  };
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) rest = rest.subarray(open === undefined ? takeHeader(rest) : takeContent(open, rest));
  };
}

interface OpenAnswer {
  readonly question: BatchQuestion;
  readonly id: string;
  readonly type: string;
  readonly size: number;
  readonly parts: Buffer[];
  seen: number;
}

function unexpected(): RevisionError {
  return new RevisionError('World', 'git cat-file printed what is no answer; is the git on PATH a real one?');
}
