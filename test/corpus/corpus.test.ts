import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RevisionSource } from '../../src/app/ports.ts';
import { formatTable } from '../../src/cli/format-table.ts';
import type { CliPorts, RevisionSelection } from '../../src/cli/ports.ts';
import { run } from '../../src/cli/run.ts';
import { openDirectoryRevisions } from '../../src/git/directory-revisions.ts';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { readShippedStrategies } from '../../src/store/shipped-strategies.ts';
import { runCli } from '../cli/run-cli.ts';
import { ownFolders } from '../fuzz/manifest-pool.ts';
import { temporaryFolder, writeFiles } from '../git/temporary-repository.ts';
import { type CliRun, checkPair, type PairCheck, type PairResult } from './check-pair.ts';
import { findPairs } from './find-pairs.ts';

const pairs = ownFolders.flatMap(findPairs);
/** The other formats are written from the same plan. */
const within: PairCheck = {
  runCli: runWithin,
  formats: { json: formatTable.json },
  secondsMax: Number.POSITIVE_INFINITY,
};

test.each(pairs)('the folders of $name and commits of them give the same plan', async (pair) => {
  const { problems } = await checkPair(pair, within);
  expect(problems).toEqual([]);
});

test('the built command line gives the same plan of folders and of commits of them', { timeout: 60_000 }, async () => {
  const [pair] = findPairs(join(import.meta.dirname, '../golden/moved-between-roots'));
  if (pair === undefined) throw new Error('the golden scenario is not there');
  const { problems } = await checkPair(pair, {
    ...within,
    runCli: async (args) => ({ ...runCli(args), seconds: 0 }),
    formats: formatTable,
  });
  expect(problems).toEqual([]);
});

describe('a check of a pair of folders', () => {
  test('finds nothing where a side is missing', async () => {
    expect((await check({})).problems).toEqual([]);
  });

  test('tells what ended badly and what took too long', async () => {
    const { problems } = await check({
      runCli: async () => ({ code: 70, stdout: '', stderr: 'a bug', seconds: 3 }),
      secondsMax: 2,
    });
    expect(problems).toContain('plan of folders as json ended with 70: a bug');
    expect(problems).toContain('plan of commits as json took 3.0 s');
    expect(problems).toContain('not JSON: the file is empty');
  });

  test('tells which output is another one the second time', async () => {
    let calls = 0;
    const { problems } = await check({
      runCli: async (args) => {
        calls += 1;
        return edited(await runWithin(args), 'create', calls === 2 ? 'delete' : 'create');
      },
    });
    expect(problems).toEqual(['plan of folders as json is another one the second time']);
  });

  test('tells where the plan of the commits differs', async () => {
    const { problems } = await check({
      runCli: async (args) => edited(await runWithin(args), 'create', args.includes('--repo') ? 'delete' : 'create'),
    });
    expect(problems).toEqual([expect.stringMatching(/^the plan of the commits is\n.*"delete".*and not, .*"create"/s)]);
  });
});

test('pairs are found at any depth, under both names, with one side or two', () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'a/base/x.yaml': '', 'a/head/head/x.yaml': '', 'b/c/after/x.yaml': '', 'd/other/x.yaml': '' });
  expect(findPairs(folder)).toEqual([
    { name: 'a', base: join(folder, 'a/base'), head: join(folder, 'a/head') },
    { name: 'c', base: join(folder, 'b/c/before'), head: join(folder, 'b/c/after') },
  ]);
});

function check(different: Partial<PairCheck>): Promise<PairResult> {
  const folder = temporaryFolder();
  writeFiles(folder, { 'head/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' });
  const pair = { name: 'a', base: join(folder, 'base'), head: join(folder, 'head') };
  return checkPair(pair, { ...within, ...different });
}

function edited(run: CliRun, word: string, instead: string): CliRun {
  return { ...run, stdout: run.stdout.replace(`"${word}"`, `"${instead}"`) };
}

/** Without a process of its own, which would take most of the time. */
async function runWithin(args: readonly string[]): Promise<CliRun> {
  const output = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof output) => ({
    isTerminal: false,
    columns: undefined,
    write: async (text: string) => {
      output[name] += text;
    },
  });
  const ports: CliPorts = {
    version: '0.0.0',
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    environment: {},
    openRenderer: async () => undefined,
    openRevisions,
    serve: () => refuse('serve'),
    readFile: refuse,
    shippedStrategies: readShippedStrategies,
    readTextFile: refuse,
    writeTextFile: refuse,
    writeFiles: refuse,
    onPhase: () => undefined,
  };
  const code = await run(args, ports);
  return { code, ...output, seconds: 0 };
}

function openRevisions(selection: RevisionSelection): Promise<RevisionSource> {
  return selection.type === 'Directories' ? openDirectoryRevisions(selection) : openGitRevisions(selection);
}

async function refuse(path: string): Promise<never> {
  throw new Error(`${path} is no business of this test`);
}
