import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { CliFormat } from '../../src/cli/format-table.ts';
import { parsePlan } from '../../src/report/parse-plan.ts';
import { firstDifference } from '../fuzz/require-same.ts';
import { withTemporaryFolder } from '../fuzz/temporary-folder.ts';
import { branchOf, type ImportedEntry, type ImportedTree, importCommits, toBinary } from '../git/import-commits.ts';
import type { FolderPair } from './find-pairs.ts';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs one command line, without the name of the program. */
type RunCli = (args: readonly string[]) => Promise<CliRun>;

export interface PairResult {
  readonly name: string;
  /** For people; empty: all is well. */
  readonly problems: readonly string[];
  readonly slowestSeconds: number;
}

const planTwice = [
  ['plan', 1],
  ['plan', 2],
] as const;
const commands = [...planTwice, ['diff', 1]] as const;

export interface PairCheck {
  readonly runCli: RunCli;
  readonly formats: Readonly<Record<string, CliFormat>>;
  readonly secondsMax: number;
}

/**
 * Whether a pair of folders gives the same plan as two commits of a real repository which hold their files, in all
 * formats, again and again, and each run within `secondsMax`.
 */
export function checkPair(pair: FolderPair, { runCli, formats, secondsMax }: PairCheck): Promise<PairResult> {
  return withTemporaryFolder(async (folder) => {
    const repository = join(folder, 'repository');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    // A plan says of a folder that it is missing, and cannot say that of a commit.
    const baseDirectory = existsSync(pair.base) ? pair.base : empty;
    const headDirectory = existsSync(pair.head) ? pair.head : empty;
    const trees = [folderTree(baseDirectory), folderTree(headDirectory)];
    importCommits(
      repository,
      trees.map((tree, nth) => ({ parents: nth === 0 ? [] : [nth - 1], tree })),
      true,
    );
    const ways = {
      folders: ['--base-dir', baseDirectory, '--head-dir', headDirectory],
      commits: ['--repo', repository, '--base', branchOf(0), '--head', branchOf(1)],
    };
    const runs: Run[] = [];
    for (const [format, { load }] of Object.entries(formats)) {
      const { renderDiff } = await load();
      for (const [way, revisions] of Object.entries(ways)) {
        for (const [command, time] of renderDiff ? commands : planTwice) {
          const result = await runCli([command, '--format', format, ...revisions]);
          runs.push({ ...result, title: `${command} of ${way} as ${format}`, time });
        }
      }
    }
    const problems = [
      ...runs.flatMap((run) => problemsOf(run, secondsMax)),
      ...differences(runs),
      ...planProblems(runs),
    ];
    return { name: pair.name, problems, slowestSeconds: Math.max(...runs.map(({ seconds }) => seconds)) };
  });
}

interface Run extends CliRun {
  readonly title: string;
  readonly time: 1 | 2;
}

function problemsOf({ title, code, stderr, seconds }: Run, secondsMax: number): readonly string[] {
  return [
    ...(code === 0 ? [] : [`${title} ended with ${code}: ${stderr}`]),
    ...(seconds <= secondsMax ? [] : [`${title} took ${seconds.toFixed(1)} s`]),
  ];
}

function differences(runs: readonly Run[]): readonly string[] {
  const first = new Map(runs.filter(({ time }) => time === 1).map(({ title, stdout }) => [title, stdout]));
  return runs
    .filter(({ title, stdout }) => first.get(title) !== stdout)
    .map(({ title }) => `${title} is another one the second time`);
}

function planProblems(runs: readonly Run[]): readonly string[] {
  const [folders, commits] = ['folders', 'commits'].map((way) =>
    parsePlan(runs.find(({ title }) => title === `plan of ${way} as json`)?.stdout ?? ''),
  );
  if (folders?.type !== 'Plan' || commits?.type !== 'Plan') {
    return [folders, commits].flatMap((plan) => (plan?.type === 'Unreadable' ? [plan.message] : []));
  }
  // The revisions themselves are described otherwise.
  const { base, head } = commits.plan;
  const expected = JSON.stringify({ ...folders.plan, base, head }, null, 1);
  const difference = firstDifference(JSON.stringify(commits.plan, null, 1), expected);
  return difference === undefined ? [] : [`the plan of the commits is${difference}`];
}

/** What git would hold of a folder, with the bytes as they are. */
function folderTree(folder: string): ImportedTree {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !isFolder(join(folder, path)),
  );
  return Object.fromEntries(paths.map((path) => [toBinary(path), entryOf(join(folder, path))]));
}

function isFolder(location: string): boolean {
  return lstatSync(location).isDirectory();
}

function entryOf(location: string): ImportedEntry {
  return lstatSync(location).isSymbolicLink()
    ? { mode: '120000', content: readlinkSync(location, { encoding: 'latin1' }) }
    : { mode: '100644', content: readFileSync(location, 'latin1') };
}
