import { type Command, Option } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import { type ExplainedStrategy, explainFile, explainKnown } from '../app/explain-strategy.ts';
import { loadSettings } from '../app/load-settings.ts';
import { loadStrategies, readShipped, type Strategies } from '../app/load-strategies.ts';
import { RevisionError, type RevisionSource } from '../app/ports.ts';
import { renderStrategy, renderStrategyList } from '../report/strategies-text.ts';
import { strategySteps } from '../report/strategy-words.ts';
import { readNamed } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { reportOptions } from './report-options.ts';

interface StrategiesCommandOptions {
  readonly repo: string;
  readonly config?: string;
  readonly format: 'text' | 'json';
}

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('list the strategies, or explain one')
    .description(
      'Lists the strategies which come with Rollcast and those which the settings of the repository name, or explains one: when to use it, its steps, an example.',
    )
    .argument('[name]', 'of a strategy, or the path of a file with one of your own')
    .option('--repo <directory>', 'the git repository', '.')
    .option('--config <file>', 'the settings (default: .rollcast.yaml at the top of the working tree)')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .action(async (name: string | undefined, options: StrategiesCommandOptions) => {
      const text = name === undefined ? await list(ports, options) : await explain(ports, name, options);
      await ports.stdout.write(text);
      done(0);
    });
}

async function list(ports: CliPorts, options: StrategiesCommandOptions): Promise<string> {
  const { format } = options;
  const strategies = [...(await knownStrategies(ports, options)).values()];
  return format === 'json' ? json({ strategies }) : renderStrategyList(strategies, reportOptions(ports, {}));
}

/** Those which come with Rollcast, and outside of a repository no others. */
async function knownStrategies(ports: CliPorts, options: StrategiesCommandOptions): Promise<Strategies> {
  const shipped = await ports.shippedStrategies();
  const source = await openRepository(ports, options);
  if (!source) return readShipped(shipped);
  const { config } = options;
  const named = config === undefined ? undefined : await readNamed(ports, config, 'settings', '--config');
  const { read } = await loadSettings(source, named);
  return loadStrategies(source, shipped, read);
}

/** undefined: there is none, and nobody named one. Both revisions are the same: only the settings are read. */
async function openRepository(
  ports: CliPorts,
  { repo, config }: StrategiesCommandOptions,
): Promise<RevisionSource | undefined> {
  try {
    return await ports.openRevisions({ type: 'Repository', repository: repo, base: 'HEAD', paths: [] });
  } catch (error) {
    const isExpected = error instanceof RevisionError && repo === '.' && config === undefined;
    if (isExpected) return undefined;
    throw error;
  }
}

async function explain(ports: CliPorts, name: string, options: StrategiesCommandOptions): Promise<string> {
  const { format } = options;
  const { strategy, example, procedure } = await find(ports, name, options);
  if (format === 'text') return renderStrategy(strategy, { example, procedure }, reportOptions(ports, {}));
  const [rollout] = example?.rollouts ?? [];
  const played = { ...(rollout && { example: rollout }), ...(procedure && { procedure }) };
  return json({ ...strategy, steps: strategySteps(strategy.strategy), ...played });
}

async function find(ports: CliPorts, name: string, options: StrategiesCommandOptions): Promise<ExplainedStrategy> {
  const versions = { toolVersion: ports.version, kubernetesVersion: '1.34' };
  if (!/[/\\]|\.ya?ml$/i.test(name)) return explainKnown(await knownStrategies(ports, options), name, versions);
  const file = await readNamed(ports, name, 'strategy', 'the file');
  return explainFile(await ports.shippedStrategies(), file, versions);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
