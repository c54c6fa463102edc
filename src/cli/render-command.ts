import type { Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import { parsePlan } from '../report/parse-plan.ts';
import type { CliPorts } from './ports.ts';
import { addOutputOptions, deliver, loadReport, type OutputOptions } from './report-options.ts';
import { UsageError } from './usage-error.ts';

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('print a saved plan in another format')
    .description('Prints a plan which `rollcast plan --format json` saved, in any format.')
    .argument('<plan.json>', 'the saved plan');
  addOutputOptions(command).action(async (path: string, options: OutputOptions) => {
    const parsed = parsePlan(await read(ports, path));
    if (parsed.type === 'Unreadable') throw new UsageError(`${path}: ${parsed.message}`);
    const { render } = await loadReport(options);
    await deliver(ports, options, render, parsed.plan);
    done(0);
  });
}

async function read(ports: CliPorts, path: string): Promise<string> {
  try {
    return await ports.readTextFile(path);
  } catch (error) {
    throw new UsageError(`the plan ${path} cannot be read: is the path right?`, { cause: error });
  }
}
