import { FactsError } from '../app/facts-error.ts';
import { RevisionError } from '../app/ports.ts';
import { SettingsError } from '../app/settings-error.ts';
import type { ExitCode } from './exit-code.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

/** Says on standard error what went wrong, and gives the exit code for it. */
export async function reportError(error: unknown, ports: CliPorts): Promise<ExitCode> {
  if (error instanceof UsageError || error instanceof SettingsError || error instanceof FactsError) {
    return await complain(ports, error.message, 2);
  }
  if (error instanceof RevisionError) return await complain(ports, error.message, error.fault === 'Usage' ? 2 : 3);
  if (isNodeTooOld()) {
    const message = `Rollcast needs Node.js ${nodeMin.join('.')} or newer; this is ${process.versions.node}`;
    return await complain(ports, message, 2);
  }
  await ports.stderr.write(
    `rollcast: this is a bug of Rollcast ${ports.version}, not of your manifests.\n` +
      'Please report it with the command line and these lines:\n\n' +
      `${whereThrown(error)}\n`,
  );
  return 70;
}

/** As package.json states it. */
const nodeMin = [22, 12] as const;

function isNodeTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1]);
}

/** Text for one line: nothing that a terminal obeys, and no user and password of an address. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD').replaceAll(/:\/\/[^\s/"]*@/g, '://***@');
}

async function complain(ports: CliPorts, message: string, code: ExitCode): Promise<ExitCode> {
  await ports.stderr.write(`rollcast: ${printable(message)}\n`);
  return code;
}

/** What was thrown, and where. The message of an error may quote a manifest, so it is told of our own errors alone. */
function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return 'a value which is no error was thrown';
  const { name, message, stack = '' } = error;
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return [name === 'InvariantError' ? `${name}: ${message}` : name, ...frames].join('\n');
}
