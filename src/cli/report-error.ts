import type { ExitCode } from '../app/exit-code.ts';
import { printable, toldError, whereThrown } from '../app/told-error.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

/** Says on standard error what went wrong, and gives the exit code for it. */
export async function reportError(error: unknown, ports: CliPorts): Promise<ExitCode> {
  if (error instanceof UsageError) return await complain(ports, printable(error.message), 2);
  const told = toldError(error);
  if (told) return await complain(ports, told.message, told.exitCode);
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
const nodeMin = [22, 13] as const;

function isNodeTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1]);
}

async function complain(ports: CliPorts, message: string, code: ExitCode): Promise<ExitCode> {
  await ports.stderr.write(`rollcast: ${message}\n`);
  return code;
}
