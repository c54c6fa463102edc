import { type Command, Option } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

interface ServeCommandOptions {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
}

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('answer over HTTP')
    .description(
      'Makes plans for release tooling over HTTP, without a key and so for this machine only; /openapi.json describes it. Plans are kept in the data directory, or in the PostgreSQL of DATABASE_URL.',
    )
    .addOption(new Option('--host <address>', 'where to listen').default('127.0.0.1').env('ROLLCAST_HOST'))
    .addOption(
      new Option('--port <number>', 'at which port; 0: one that is free')
        .default(8080)
        .env('ROLLCAST_PORT')
        .argParser(readPort),
    )
    .addOption(
      new Option('--data-dir <directory>', 'where plans are kept').default('rollcast-data').env('ROLLCAST_DATA_DIR'),
    )
    .action(async (options: ServeCommandOptions) => done(await serve(ports, options)));
}

const portMax = 65_535;

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= portMax) return port;
  throw new UsageError(`--port ${text}: expected a whole number from 0 to ${portMax}`);
}

const loopbackAddresses = new Set(['127.0.0.1', '::1', 'localhost']);

async function serve(ports: CliPorts, { host, port, dataDir }: ServeCommandOptions): Promise<ExitCode> {
  if (!loopbackAddresses.has(host)) {
    throw new UsageError(
      `--host ${host}: without keys the service answers this machine only; name 127.0.0.1, ::1 or localhost`,
    );
  }
  const { url, stopped } = await ports.serve({ host, port, dataDirectory: dataDir });
  await ports.stderr.write(`rollcast: listening at ${url}, for whoever is on this machine, without a key\n`);
  await stopped;
  return 0;
}
