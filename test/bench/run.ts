import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  appRevisions,
  deploymentText,
  type Files,
  longListRevisions,
  repositoryFiles,
  writeFiles,
} from './generate-manifests.ts';
import { type Cost, measure, median } from './measure.ts';

/**
 * Measures the built CLI (`npm run build` first) as whole processes and prints one table. Figures of another machine or
 * another run are not comparable; the ratios beside bare `node -e 0` are.
 */
const project = join(import.meta.dirname, '../..');
const cli = join(project, 'dist/cli.js');
const node = process.execPath;
const runs = Number(process.argv[2] ?? 5);
const directory = mkdtempSync(join(tmpdir(), 'rollcast-bench-'));

interface Row {
  readonly name: string;
  readonly cost: Cost;
  readonly bar?: string;
  readonly isHeld?: boolean;
}

try {
  const bare = measure([node, '-e', '0'], runs * 2);
  for (const row of [...startUpRows(bare), ...folderRows(), ...repositoryRows(bare)]) {
    process.stdout.write(`${lineOf(row, bare)}\n`);
  }
  const milliseconds = simulationMilliseconds();
  const held = milliseconds < 100 ? 'held' : 'MISSED';
  process.stdout.write(
    `${'simulation of 10,000 replicas one by one'.padEnd(52)}${milliseconds.toFixed(0)} ms  ${held} < 100 ms\n`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function startUpRows(bare: Cost): readonly Row[] {
  const version = measure([node, cli, '--version'], runs * 2);
  const isHeld = version.cpuSeconds < 1.6 * bare.cpuSeconds;
  return [
    { name: 'node -e 0', cost: bare },
    { name: 'rollcast --version', cost: version, bar: '< 1.6 x node', isHeld },
  ];
}

function folderRows(): readonly Row[] {
  return [
    ...pairRows('1,000 objects', appRevisions(1000), { cpuSeconds: 0.25, peakMiB: 80 }),
    ...pairRows('10,000 objects', appRevisions(10_000), { cpuSeconds: 0.6, peakMiB: 150 }),
    ...pairRows('list of 3 entries', longListRevisions(3), undefined),
    ...pairRows('list of 3,000 entries', longListRevisions(3000), undefined),
  ];
}

function pairRows(name: string, { base, head }: { base: Files; head: Files }, bar: Cost | undefined): readonly Row[] {
  const before = writeFiles(join(directory, name, 'before'), base);
  const after = writeFiles(join(directory, name, 'after'), head);
  const cost = measure([node, cli, 'plan', '--base-dir', before, '--head-dir', after], runs);
  const reading = measure([node, fileURLToPath(import.meta.resolve('./read-with-js-yaml.ts')), before], runs);
  return [
    { name: `js-yaml reads one side: ${name}`, cost: reading },
    {
      name: `plan of folders: ${name}`,
      cost,
      ...(bar && {
        bar: `< ${bar.cpuSeconds} s, < ${bar.peakMiB} MiB`,
        isHeld: cost.cpuSeconds < bar.cpuSeconds && cost.peakMiB < bar.peakMiB,
      }),
    },
  ];
}

function repositoryRows(bare: Cost): readonly Row[] {
  return [
    { name: '200 folders of 100 files', filesPerFolder: 100, barOf: (diff: number) => 3 * (diff + bare.cpuSeconds) },
    { name: 'one folder of 20,000 files', filesPerFolder: 20_000, barOf: () => 1 },
  ].flatMap(({ name, filesPerFolder, barOf }) => {
    const repository = makeRepository(join(directory, name), repositoryFiles(20_000, filesPerFolder), filesPerFolder);
    const revisions = ['--base', 'HEAD~1', '--head', 'HEAD'];
    const diff = measure(['git', 'diff', '--raw', 'HEAD~1', 'HEAD'], runs * 2, repository);
    const cost = measure([node, cli, 'plan', ...revisions], runs, repository);
    const barSeconds = barOf(diff.cpuSeconds);
    return [
      { name: `git diff --raw: ${name}`, cost: diff },
      {
        name: `plan of revisions: ${name}`,
        cost,
        bar: `< ${barSeconds.toFixed(3)} s`,
        isHeld: cost.cpuSeconds < barSeconds,
      },
    ];
  });
}

/** A repository whose last commit changes one image of its 20,000 manifests. */
function makeRepository(repository: string, files: Files, filesPerFolder: number): string {
  writeFiles(repository, files);
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', repository, ...args], { stdio: 'pipe' });
  const identity = [
    '-c',
    'gc.auto=0',
    '-c',
    'maintenance.auto=false',
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  git('init', '--quiet');
  git('add', '.');
  git(...identity, 'commit', '--quiet', '-m', 'base');
  const changed = [...repositoryFiles(20_000, filesPerFolder).keys()][12_345] ?? '';
  writeFiles(repository, new Map([[changed, deploymentText(12_345, '1.1.0', 3)]]));
  git(...identity, 'commit', '--quiet', '-a', '-m', 'head');
  git('gc', '--quiet');
  return repository;
}

function simulationMilliseconds(): number {
  const script = fileURLToPath(import.meta.resolve('./simulate-replicas.ts'));
  return median(Array.from({ length: runs }, () => Number(execFileSync(node, [script], { encoding: 'utf8' }))));
}

function lineOf({ name, cost, bar, isHeld }: Row, bare: Cost): string {
  const cpu = `${cost.cpuSeconds.toFixed(3)} s`.padStart(9);
  const ratio = `${(cost.cpuSeconds / bare.cpuSeconds).toFixed(1)} x`.padStart(8);
  const memory = `${cost.peakMiB.toFixed(0)} MiB`.padStart(9);
  const held = bar === undefined ? '' : `  ${isHeld ? 'held' : 'MISSED'} ${bar}`;
  return `${name.padEnd(52)}${cpu}${ratio}${memory}${held}`;
}
