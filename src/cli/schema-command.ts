import { Argument, type Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import { comparisonJsonSchema } from '../report/comparison-json-schema.ts';
import { factsJsonSchema } from '../report/facts-json-schema.ts';
import { planJsonSchema } from '../report/plan-json-schema.ts';
import { settingsJsonSchema } from '../report/settings-json-schema.ts';
import { strategyJsonSchema } from '../report/strategy-json-schema.ts';
import type { CliPorts } from './ports.ts';

const schemas = {
  plan: planJsonSchema,
  comparison: comparisonJsonSchema,
  strategy: strategyJsonSchema,
  config: settingsJsonSchema,
  facts: factsJsonSchema,
};

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('print a JSON Schema')
    .description('Prints the JSON Schema (draft 2020-12) of a document which Rollcast writes or reads.')
    .addArgument(
      new Argument(
        '<document>',
        'plan: what `rollcast plan --format json` prints; comparison: what `rollcast compare --format json` prints; strategy: a strategy document; config: .rollcast.yaml; facts: what --facts takes',
      ).choices(Object.keys(schemas)),
    )
    .action(async (document: keyof typeof schemas) => {
      await ports.stdout.write(`${JSON.stringify(schemas[document](), null, 2)}\n`);
      done(0);
    });
}
