import { existsSync, statSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { type RecordLine, readRecords } from './read-records.ts';
import { renderReport, replayRecords } from './replay.ts';
import { suites } from './suites.ts';

process.exitCode = await run(process.argv.slice(2));

/** `run.ts SUITE FILE…`: 0 all passed, 1 some failed, 2 usage. */
async function run([name, ...files]: readonly string[]): Promise<number> {
  if (name === undefined || files.length === 0) {
    return refuse(`usage: npm run conformance -- SUITE FILE…\nsuites: ${[...suites.keys()].join(' ')}`);
  }
  const load = suites.get(name);
  if (load === undefined) {
    return refuse(`unknown suite '${name}': did you mean '${closest(name, [...suites.keys()])}'?`);
  }
  const missing = files.find((file) => !existsSync(file) || !statSync(file).isFile());
  if (missing !== undefined) return refuse(`no such file: '${missing}'`);
  const readings: Iterable<RecordLine>[] = [];
  for (const file of files) {
    try {
      readings.push(readRecords(file));
    } catch (error) {
      return refuse(`cannot read '${file}': ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const report = replayRecords(await load(), chain(readings));
  process.stdout.write(renderReport(report));
  return report.failed > 0 ? 1 : 0;
}

function* chain<T>(iterables: Iterable<Iterable<T>>): Iterable<T> {
  for (const iterable of iterables) yield* iterable;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}
