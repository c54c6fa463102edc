import { Command, CommanderError } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import { printable } from '../app/told-error.ts';
import { commandTable, isCommandName } from './command-table.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command with its arguments. Throws UsageError, and what the command throws. */
export async function runCommand(name: string, argv: readonly string[], ports: CliPorts): Promise<ExitCode> {
  if (!isCommandName(name)) {
    const { nearestName } = await import('../app/nearest-name.ts');
    const nearest = nearestName(name, Object.keys(commandTable));
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    throw new UsageError(`there is no command "${printable(name)}".${hint} rollcast --help lists them.`);
  }
  const { define } = await commandTable[name].load();
  const output: string[] = [];
  const problems: string[] = [];
  let exitCode: ExitCode = 0;
  const command = new Command(name)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => output.push(text), writeErr: (text) => problems.push(text) })
    .configureHelp({ helpWidth: 100 });
  command.name(`rollcast ${name}`);
  define(command, ports, (code) => {
    exitCode = code;
  });
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0)
      throw new UsageError(usageText(problems.join('') || error.message, name), { cause: error });
    await ports.stdout.write(output.join(''));
  }
  return exitCode;
}

/** Commander says `error: unknown option '--bas'\n(Did you mean --base?)`; one line and a way on is enough. */
function usageText(text: string, command: string): string {
  const said = printable(
    text
      .replace(/^error: /, '')
      .trim()
      .replace(/\.+$/, '')
      .replaceAll('\n', ' '),
  );
  return `${said}. rollcast ${command} --help lists the options.`;
}
