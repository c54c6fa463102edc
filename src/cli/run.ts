import type { ExitCode } from '../app/exit-code.ts';
import { helpText } from './help-text.ts';
import type { CliPorts } from './ports.ts';

/**
 * Runs one command line (without the program's name) and gives its exit code.
 * Never throws: what is wrong with the input exits 2, what the world refused exits 3, what is our fault exits 70.
 */
export async function run(argv: readonly string[], ports: CliPorts): Promise<ExitCode> {
  const [first] = argv;
  try {
    if (first === '--version' || first === '-V') return await print(ports, `${ports.version}\n`);
    if (first === '--help' || first === '-h' || first === 'help') return await print(ports, helpText);
    // What only prints a text does without all that a command needs.
    const { runCommand } = await import('./run-command.ts');
    if (first === undefined || first.startsWith('-')) return await runCommand('plan', argv, ports);
    return await runCommand(first, argv.slice(1), ports);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return await reportError(error, ports);
  }
}

async function print(ports: CliPorts, text: string): Promise<ExitCode> {
  await ports.stdout.write(text);
  return 0;
}
