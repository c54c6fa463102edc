import { type Command, Option } from 'commander';
import type { RevisionSelection } from './ports.ts';
import { UsageError } from './usage-error.ts';

/** The options which choose the two revisions, as commander gives them. */
export interface RevisionOptions {
  readonly repo?: string;
  readonly base?: string;
  readonly head?: string;
  readonly baseDir?: string;
  readonly headDir?: string;
  readonly path?: readonly string[];
  readonly config?: string;
  readonly facts?: string;
  readonly strategy?: string;
  readonly kubernetesVersion: string;
  readonly jobs?: number;
  /** `--no-cache` makes it false. */
  readonly cache: boolean;
}

/** What `--strategy` means to most commands. */
const strategyDefault =
  'how all workloads get to their new version, instead of as their manifests say; rollcast strategies lists the names';

export function addRevisionOptions(command: Command, strategy = strategyDefault): Command {
  return command
    .option('--base <revision>', 'the revision to compare with (default: merge base with the default branch)')
    .option('--head <revision>', 'the revision to forecast (default: the working tree, uncommitted files included)')
    .option('--repo <directory>', 'the git repository (default: the current directory)')
    .option('--base-dir <directory>', 'compare two directories instead: the manifests before')
    .option('--head-dir <directory>', '… and after')
    .option('--path <path...>', 'only what changes below these paths of the repository')
    .option(
      '--config <file>',
      'the settings (default: .rollcast.yaml at the top of the working tree or of --head-dir; in a bare repository that of head)',
    )
    .option(
      '--facts <file>',
      'what the cluster holds: the output of kubectl get deploy,sts,ds,rs,hpa,pdb,resourcequota,nodes -A -o json',
    )
    .option('--strategy <name>', strategy)
    .addOption(
      new Option('--jobs <number>', 'how many kustomizations to build at a time (default: one per core)').argParser(
        readJobs,
      ),
    )
    .option('--no-cache', 'build every kustomization anew, and keep nothing of it')
    .addOption(
      new Option('--kubernetes-version <version>', 'the version whose rules apply')
        .default('1.34')
        .choices(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36']),
    );
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= jobsMax) return jobs;
  throw new UsageError(`--jobs ${text}: expected a whole number from 1 to ${jobsMax}`);
}

const jobsMax = 64;

export function selectRevisions(options: RevisionOptions): RevisionSelection {
  const paths = options.path ?? [];
  if (options.baseDir === undefined && options.headDir === undefined) {
    return {
      type: 'Repository',
      repository: options.repo ?? '.',
      ...(options.base === undefined ? {} : { base: options.base }),
      ...(options.head === undefined ? {} : { head: options.head }),
      paths,
    };
  }
  if (options.baseDir === undefined || options.headDir === undefined) {
    throw new UsageError('--base-dir and --head-dir belong together: give both');
  }
  if (options.base !== undefined || options.head !== undefined || options.repo !== undefined) {
    throw new UsageError('choose one: --base/--head revisions of a repository, or --base-dir/--head-dir directories');
  }
  return { type: 'Directories', baseDirectory: options.baseDir, headDirectory: options.headDir, paths };
}
