import { type Command, Option } from 'commander';
import { type ExitCode, exitCodeOf, type FailOn } from '../app/exit-code.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { planChosenRevisions } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { addOutputOptions, deliver, loadReport, type OutputOptions } from './report-options.ts';
import { addRevisionOptions, type RevisionOptions } from './revision-options.ts';
import { UsageError } from './usage-error.ts';

interface PlanCommandOptions extends RevisionOptions, OutputOptions {
  readonly failOn: FailOn;
  readonly failOnNotComputed?: boolean;
  readonly emit?: string;
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
    .option('--emit <dir>', 'write the steps of the chosen strategies into this folder, as files to apply')
    .action(async (options: PlanCommandOptions) => done(await plan(ports, options)));
}

async function plan(ports: CliPorts, options: PlanCommandOptions): Promise<ExitCode> {
  const result = await planChosenRevisions(ports, options);
  if (options.emit !== undefined) await emit(ports, options.emit, result);
  const { render } = await loadReport(options);
  await deliver(ports, options, render, result);
  return exitCodeOf(result, { failOn: options.failOn, failOnNotComputed: options.failOnNotComputed === true });
}

/** Most plans are not written as steps: they do not pay for it. */
async function emit(ports: CliPorts, folder: string, plan: RolloutPlan): Promise<void> {
  const { emitProcedures } = await import('../app/emit-procedures.ts');
  const emitted = emitProcedures(plan);
  if (emitted.type === 'Refused') throw new UsageError(`nothing was written to ${folder}: ${emitted.reason}.`);
  if (emitted.type === 'Files') return ports.writeFiles(folder, emitted.files);
  // A pipeline which always writes steps meets many changes that have none: the plan is what it came for.
  await ports.stderr.write(
    `rollcast: nothing was written to ${folder}: no workload of this change has steps. --strategy NAME chooses some; where a chosen strategy cannot work, the plan says why.
`,
  );
}
