import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../../src/cli/format-table.ts';
import { type CliRun, checkPair, type PairResult } from './check-pair.ts';
import { findPairs } from './find-pairs.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const secondsMax = 2;
const slowestShown = 10;

process.exitCode = await run(process.argv.slice(2));

/** `run.ts DIR…`: 0 all pairs passed, 1 some failed, 2 usage. */
async function run(folders: readonly string[]): Promise<number> {
  if (folders.length === 0)
    return refuse(
      'usage: npm run corpus -- DIR…   (DIR holds base/ and head/, or before/ and after/, or folders which do)',
    );
  if (!existsSync(cli)) return refuse('there is no dist/cli.js: run npm run build first');
  const missing = folders.find((folder) => !existsSync(folder) || !statSync(folder).isDirectory());
  if (missing !== undefined) return refuse(`there is no folder '${missing}'`);
  const pairs = folders.flatMap(findPairs);
  if (pairs.length === 0) return refuse(`no base/ and head/, or before/ and after/, in ${folders.join(', ')}`);
  const results: PairResult[] = [];
  for (const pair of pairs) {
    const result = await checkPair(pair, { runCli: runBuiltCli, formats: formatTable, secondsMax });
    results.push(result);
    for (const problem of result.problems) process.stdout.write(`${result.name}: ${problem}\n`);
  }
  const slowest = results.toSorted((a, b) => b.slowestSeconds - a.slowestSeconds).slice(0, slowestShown);
  for (const { name, slowestSeconds } of slowest)
    process.stdout.write(`${slowestSeconds.toFixed(2).padStart(6)} s  ${name}\n`);
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

async function runBuiltCli(args: readonly string[]): Promise<CliRun> {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 1024 ** 3,
  });
  return { code: status, stdout, stderr, seconds: (performance.now() - start) / 1000 };
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
