import { type Command, Option } from 'commander';
import { type ExitCode, exitCodeOf, type FailOn } from './exit-code.ts';
import { planChosenRevisions } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { addOutputOptions, deliver, loadReport, type OutputOptions } from './report-options.ts';
import { addRevisionOptions, type RevisionOptions } from './revision-options.ts';

interface PlanCommandOptions extends RevisionOptions, OutputOptions {
  readonly failOn: FailOn;
  readonly failOnNotComputed?: boolean;
}

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('forecast what a change does to the cluster')
    .description(
      'Forecasts what merging a change does to the cluster: what rolls, how low capacity goes, how long it takes, and what can go wrong.',
    );
  addOutputOptions(addRevisionOptions(command))
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 if there is a finding of this severity or above')
        .choices(['low', 'medium', 'high', 'never'])
        .default('never'),
    )
    .option('--fail-on-not-computed', 'exit 1 if a part of the change could not be forecast')
    .action(async (options: PlanCommandOptions) => done(await plan(ports, options)));
}

async function plan(ports: CliPorts, options: PlanCommandOptions): Promise<ExitCode> {
  const result = await planChosenRevisions(ports, options);
  const { render } = await loadReport(options);
  await deliver(ports, options, render, result);
  return exitCodeOf(result, { failOn: options.failOn, failOnNotComputed: options.failOnNotComputed === true });
}
