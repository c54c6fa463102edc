import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-repository.ts';

/** What must be left alone: a program which must not be started, a file which must not be written, a port which must hear nothing. */
export interface Canary {
  /** Writes to the file. */
  readonly program: string;
  readonly file: string;
  /** Of this machine. */
  readonly port: number;
  /** What happened to them; empty is well. */
  traces(): Promise<readonly string[]>;
}

export async function canary(): Promise<Canary> {
  const folder = temporaryFolder();
  const file = join(folder, 'canary');
  const program = join(folder, 'program.sh');
  writeFileSync(program, `#!/bin/sh\necho "started: $*" >> '${file}'\nexit 1\n`);
  chmodSync(program, 0o755);
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    program,
    file,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    traces: async () => {
      // A connection of a process which has ended is heard of only now.
      await setTimeout(20);
      const heard = connections === 0 ? [] : [`${connections} connections`];
      return existsSync(file) ? [readFileSync(file, 'utf8'), ...heard] : heard;
    },
  };
}
