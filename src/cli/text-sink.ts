import { writeSync } from 'node:fs';
import type { Host } from './host.ts';
import { isTerminal } from './is-terminal.ts';
import type { TextSink } from './ports.ts';

const standardOutput = 1;
const standardError = 2;

/**
 * A reader who closes the pipe early (`rollcast | head`) has seen enough: that is no error. Where the output cannot be
 * kept for another reason (a full disk) the run fails; what cannot be complained about is not.
 */
export function textSink(descriptor: typeof standardOutput | typeof standardError, host: Host): TextSink {
  return {
    get isTerminal() {
      return isTerminal(descriptor);
    },
    get columns() {
      return isTerminal(descriptor) ? host.columns() : undefined;
    },
    write: async (text) => {
      await host.clearProgress();
      const code = writeAll(descriptor, Buffer.from(text));
      if (code === undefined || code === 'EPIPE' || descriptor === standardError) return;
      const { RevisionError } = await import('../app/ports.ts');
      throw new RevisionError('World', `standard output cannot be written (${code})`);
    },
  };
}

/** Gives the code of the error which stopped it. */
function writeAll(descriptor: number, bytes: Buffer): string | undefined {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      if (code !== 'EAGAIN') return code;
      pause();
    }
  }
  return undefined;
}

/** Somebody else made the pipe one which does not wait: wait for its reader here. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, 10);
}
