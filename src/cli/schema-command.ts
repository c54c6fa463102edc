import { Argument, type Command } from 'commander';
import { planJsonSchema } from '../report/plan-json-schema.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliPorts } from './ports.ts';

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('print a JSON Schema')
    .description('Prints the JSON Schema (draft 2020-12) of a document which Rollcast writes.')
    .addArgument(new Argument('<document>', 'plan: what `rollcast plan --format json` prints').choices(['plan']))
    .action(async () => {
      await ports.stdout.write(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
      done(0);
    });
}
