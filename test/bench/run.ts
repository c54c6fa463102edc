import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionStep } from './action-step.ts';
import {
  appRevisions,
  deploymentText,
  type Files,
  joinedRevisions,
  longListRevisions,
  type Revisions,
  repositoryFiles,
  writeFiles,
} from './generate-manifests.ts';
import {
  type Edit,
  isKubectlInstalled,
  kustomizeFiles,
  overlays,
  reachedBy,
  writeBoth,
} from './kustomize-repository.ts';
import { type Cost, measure, median } from './measure.ts';
import { type Bar, headerOfTable, type Row, rowOfTable } from './table.ts';

/**
 * Measures the built CLI (`npm run build` first) as whole processes and prints one table in Markdown. Figures of another
 * machine or another run are not comparable; the ratios beside bare `node -e 0`, git and js-yaml are.
 */
const cli = join(import.meta.dirname, '../../dist/cli.js');
const node = process.execPath;
const runs = Number(process.argv[2] ?? 5);
const directory = mkdtempSync(join(tmpdir(), 'rollcast-bench-'));

const objectBars: Readonly<Record<number, Bar>> = {
  1000: { cpuSeconds: 0.25, peakMiB: 80 },
  10000: { cpuSeconds: 0.6, peakMiB: 150 },
};

const gitSettings = [
  'gc.auto=0',
  'maintenance.auto=false',
  'user.name=bench',
  'user.email=bench@example.com',
  'commit.gpgsign=false',
].flatMap((setting) => ['-c', setting]);

try {
  const bare = measure([node, '-e', '0'], runs * 2);
  const print = (row: Row) => process.stdout.write(`${rowOfTable(row, bare)}\n`);
  process.stdout.write(headerOfTable);
  print({ name: '`node -e 0`', cost: bare });
  print(startUp(bare));
  for (const objects of [100, 1000, 10_000, 100_000]) objectRows(objects).forEach(print);
  pairRows('a list of 3,000 entries', longListRevisions(3000), runs).forEach(print);
  repositoryRows('200 folders of 100 manifests', 100, (diff) => 3 * (diff.cpuSeconds + bare.cpuSeconds)).forEach(print);
  repositoryRows('one folder of 20,000 manifests', 20_000, () => 1).forEach(print);
  if (isKubectlInstalled()) (['Image', 'Component'] as const).flatMap(kustomizeRows).forEach(print);
  print(await actionRow());
  process.stdout.write(`\n${simulation('10,000 replicas', './simulate-replicas.ts', 100)}\n`);
  process.stdout.write(`${simulation('1,000 pods of a StatefulSet', './simulate-stateful-set.ts', 50)}\n`);
  process.stdout.write(`${simulation('1,000 nodes of a DaemonSet', './simulate-daemon-set.ts', 50)}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function startUp(bare: Cost): Row {
  const cost = measure([node, cli, '--version'], runs * 2);
  return { name: '`rollcast --version`', cost, bar: { cpuSeconds: 1.6 * bare.cpuSeconds } };
}

/** A tenth of the objects changes. The largest set is measured once: it is there for the growth. */
function objectRows(objects: number): readonly Row[] {
  const count = objects.toLocaleString('en');
  const revisions = appRevisions(objects);
  const times = objects > 10_000 ? 1 : runs;
  const joined = pairRows(`${count} objects in one file`, joinedRevisions(revisions), times, objectBars[objects]);
  if (objects !== 1000 && objects !== 10_000) return joined;
  return [...joined, ...pairRows(`${count} objects, a folder for each app`, revisions, times).slice(1)];
}

function pairRows(name: string, { base, head }: Revisions, times: number, bar?: Bar): readonly Row[] {
  const before = writeFiles(join(directory, name, 'before'), base);
  const after = writeFiles(join(directory, name, 'after'), head);
  const reading = measure([node, fileURLToPath(import.meta.resolve('./read-with-js-yaml.ts')), before], times);
  const cost = measure([node, cli, 'plan', '--base-dir', before, '--head-dir', after], times);
  return [
    { name: `js-yaml reads one side: ${name}`, cost: reading },
    { name: `plan: ${name}`, cost, yardstick: { name: 'js-yaml', cost: reading }, ...(bar && { bar }) },
  ];
}

/** One image changes. */
function repositoryRows(name: string, filesPerFolder: number, barOf: (diff: Cost) => number): readonly Row[] {
  const repository = makeRepository(join(directory, name), repositoryFiles(20_000, filesPerFolder), filesPerFolder);
  const diff = measure(['git', 'diff', '--raw', 'HEAD~1', 'HEAD'], runs * 2, repository);
  const cost = measure([node, cli, 'plan', '--base', 'HEAD~1', '--head', 'HEAD'], runs, repository);
  return [
    { name: `\`git diff --raw\`: ${name}`, cost: diff },
    {
      name: `plan of a one-file change: ${name}`,
      cost,
      yardstick: { name: 'git', cost: diff },
      bar: { cpuSeconds: barOf(diff) },
    },
  ];
}

/** Of a thousand manifests two change; the comment is looked for, and written by the first run. */
async function actionRow(): Promise<Row> {
  const files = repositoryFiles(1000, 100);
  const repository = join(directory, 'action');
  const changed = [...files.keys()]
    .slice(500, 502)
    .map((path, index): [string, string] => [path, deploymentText(500 + index, '1.1.0', 3)]);
  commitBoth(repository, files, new Map(changed));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...gitSettings, ...args], { stdio: 'pipe' });
  git('checkout', '--quiet', '--detach', 'HEAD~1');
  git('merge', '--quiet', '--no-ff', '-m', 'merge', '-');
  const step = await actionStep(
    join(import.meta.dirname, '../../dist/action.js'),
    repository,
    join(directory, 'runner'),
  );
  try {
    return {
      name: 'the action: 2 of 1,000 manifests change',
      cost: measure(step.command, runs),
      bar: { cpuSeconds: 2 },
    };
  } finally {
    step.stop();
  }
}

/** Beside what the builds cost alone, and the plan where they are remembered. */
function kustomizeRows(edit: Edit): readonly Row[] {
  const roots = reachedBy(edit);
  const [base, head] = writeBoth(join(directory, edit), edit);
  const repository = commitBoth(join(directory, `${edit} in git`), kustomizeFiles(undefined), kustomizeFiles(edit));
  const times = roots.length > 1 ? 1 : runs;
  const builds = roots.flatMap((root) => [base, head].map((side) => `kubectl kustomize '${join(side, root)}'`));
  const alone = measure(['sh', '-ec', builds.join('\n')], times);
  const plan = [cli, 'plan', '--base', 'HEAD~1', '--head', 'HEAD'];
  // As on a machine which has built before, but not this: the program is known, the builds are not.
  const caches = join(directory, 'caches');
  const anew = ['sh', '-c', `rm -rf '${caches}/rollcast/renders'; XDG_CACHE_HOME='${caches}' exec "$@"`, 'plan', node];
  measure([...anew, ...plan], 1, repository);
  const cost = measure([...anew, ...plan], times, repository);
  const remembered = measure(['env', `XDG_CACHE_HOME=${caches}`, node, ...plan], times, repository);
  const name = `${roots.length} of ${overlays.length} kustomizations`;
  return [
    { name: `\`kubectl kustomize\` of both revisions: ${name}`, cost: alone },
    { name: `plan from the cache: ${name}`, cost: remembered },
    {
      name: `plan: ${name}`,
      cost,
      yardstick: { name: 'kubectl', cost: alone },
      bar: { cpuSeconds: remembered.cpuSeconds + 1.5 * alone.cpuSeconds },
    },
  ];
}

/** A repository whose last commit changes one image of its 20,000 manifests. */
function makeRepository(repository: string, files: Files, filesPerFolder: number): string {
  const changed = [...repositoryFiles(20_000, filesPerFolder).keys()][12_345] ?? '';
  return commitBoth(repository, files, new Map([[changed, deploymentText(12_345, '1.1.0', 3)]]));
}

function commitBoth(repository: string, base: Files, changed: Files): string {
  writeFiles(repository, base);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...gitSettings, ...args], { stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'base');
  writeFiles(repository, changed);
  git('commit', '--quiet', '-a', '-m', 'head');
  git('gc', '--quiet');
  return repository;
}

/** In a process which has not simulated before. */
function simulation(name: string, script: string, millisecondsMax: number): string {
  const path = fileURLToPath(import.meta.resolve(script));
  const milliseconds = median(Array.from({ length: runs }, () => Number(execFileSync(node, [path]))));
  const held = milliseconds < millisecondsMax ? 'held' : 'missed';
  return `Simulating ${name} one by one: ${milliseconds.toFixed(0)} ms (< ${millisecondsMax} ms ${held}).`;
}
