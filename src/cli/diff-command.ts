import type { Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import { planChosenRevisions } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { addOutputOptions, deliver, loadReport, type OutputOptions } from './report-options.ts';
import { addRevisionOptions, type RevisionOptions } from './revision-options.ts';

interface DiffCommandOptions extends RevisionOptions, OutputOptions {}

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('only what changes and its effects')
    .description('Shows which objects change, in which fields, and what each change does to the cluster.');
  addOutputOptions(addRevisionOptions(command)).action(async (options: DiffCommandOptions) => {
    const plan = await planChosenRevisions(ports, options);
    const { render, renderDiff } = await loadReport(options);
    await deliver(ports, options, renderDiff ?? render, plan);
    done(0);
  });
}
