import { commandTable, isCommandName } from './command-table.ts';
import type { ExitCode } from './exit-code.ts';
import { helpText } from './help-text.ts';
import type { CliPorts } from './ports.ts';
import { printable, reportError } from './report-error.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs one command line (without the program's name) and gives its exit code.
 * Never throws: what is wrong with the input exits 2, what the world refused exits 3, what is our fault exits 70.
 */
export async function run(argv: readonly string[], ports: CliPorts): Promise<ExitCode> {
  const [first] = argv;
  try {
    if (first === '--version' || first === '-V') return await print(ports, `${ports.version}\n`);
    if (first === '--help' || first === '-h' || first === 'help') return await print(ports, helpText);
    if (first === undefined || first.startsWith('-')) return await runCommand('plan', argv, ports);
    return await runCommand(first, argv.slice(1), ports);
  } catch (error) {
    return await reportError(error, ports);
  }
}

async function print(ports: CliPorts, text: string): Promise<ExitCode> {
  await ports.stdout.write(text);
  return 0;
}

async function runCommand(name: string, argv: readonly string[], ports: CliPorts): Promise<ExitCode> {
  if (!isCommandName(name)) {
    const { nearestName } = await import('../app/nearest-name.ts');
    const nearest = nearestName(name, Object.keys(commandTable));
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
    throw new UsageError(`there is no command "${printable(name)}".${hint} rollcast --help lists them.`);
  }
  const [{ Command, CommanderError }, { define }] = await Promise.all([import('commander'), commandTable[name].load()]);
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
