import { type Command, Option } from 'commander';
import { type ExplainedStrategy, explainOwn, explainShipped } from '../app/explain-strategy.ts';
import { readShipped } from '../app/load-strategies.ts';
import { renderStrategy, renderStrategyList } from '../report/strategies-text.ts';
import { strategySteps } from '../report/strategy-words.ts';
import type { ExitCode } from './exit-code.ts';
import { readNamed } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { reportOptions } from './report-options.ts';

interface StrategiesCommandOptions {
  readonly format: 'text' | 'json';
}

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('list the strategies, or explain one')
    .description(
      'Lists the strategies which come with Rollcast, or explains one: when to use it, its steps, an example.',
    )
    .argument('[name]', 'of a strategy, or the path of a file with one of your own')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .action(async (name: string | undefined, { format }: StrategiesCommandOptions) => {
      const text = name === undefined ? await list(ports, format) : await explain(ports, name, format);
      await ports.stdout.write(text);
      done(0);
    });
}

async function list(ports: CliPorts, format: StrategiesCommandOptions['format']): Promise<string> {
  const strategies = [...readShipped(await ports.shippedStrategies()).values()];
  return format === 'json' ? json({ strategies }) : renderStrategyList(strategies, reportOptions(ports, {}));
}

async function explain(ports: CliPorts, name: string, format: StrategiesCommandOptions['format']): Promise<string> {
  const { strategy, example, procedure } = await find(ports, name);
  if (format === 'text') return renderStrategy(strategy, { example, procedure }, reportOptions(ports, {}));
  const [rollout] = example?.rollouts ?? [];
  const played = { ...(rollout && { example: rollout }), ...(procedure && { procedure }) };
  return json({ ...strategy, steps: strategySteps(strategy.strategy), ...played });
}

async function find(ports: CliPorts, name: string): Promise<ExplainedStrategy> {
  const shipped = await ports.shippedStrategies();
  const options = { toolVersion: ports.version, kubernetesVersion: '1.34' };
  if (!/[/\\]|\.ya?ml$/i.test(name)) return explainShipped(shipped, name, options);
  return explainOwn(shipped, await readNamed(ports, name, 'strategy', 'the file'), options);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
