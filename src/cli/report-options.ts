import { type Command, Option } from 'commander';
import { commentLimit } from '../report/comment-limit.ts';
import type { Report, ReportOptions } from '../report/report.ts';
import { type FormatName, formatTable } from './format-table.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

export interface OutputOptions {
  readonly output?: string;
  readonly format: FormatName;
}

export function addOutputOptions(command: Command, formats: readonly string[] = Object.keys(formatTable)): Command {
  return command
    .addOption(new Option('--format <format>', 'how to print it').choices(formats).default('text'))
    .option('--output <file>', 'write there instead of standard output');
}

export function loadReport({ format }: OutputOptions): Promise<Report> {
  return formatTable[format].load();
}

/** Colour is for a terminal that wants it: not for a file, a pipe or NO_COLOR (https://no-color.org). */
export function reportOptions(ports: CliPorts, { output }: Pick<OutputOptions, 'output'>): ReportOptions {
  const { NO_COLOR: noColor, TERM: terminal } = ports.environment;
  const wanted = (noColor ?? '') === '' && terminal !== 'dumb';
  return {
    colour: output === undefined && ports.stdout.isTerminal && wanted,
    width: Math.min(ports.stdout.columns ?? 100, 140),
    limit: commentLimit,
  };
}

/** Renders a plan, or what else a command tells, and prints it, or writes it where `--output` says. Throws UsageError. */
export async function deliver<Told>(
  ports: CliPorts,
  options: OutputOptions,
  render: (told: Told, options: ReportOptions) => string,
  told: Told,
): Promise<void> {
  ports.onPhase('writing the report');
  const text = withinTextLimit(() => render(told, reportOptions(ports, options)));
  const { output } = options;
  if (output === undefined) return ports.stdout.write(text);
  try {
    await ports.writeTextFile(output, text);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: does its directory exist, and may you write there?`, {
      cause: error,
    });
  }
}

/** JavaScript's texts end at half a gigabyte. */
function withinTextLimit(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
    throw new UsageError('the report would be longer than 512 MiB; compare less at a time with --path', {
      cause: error,
    });
  }
}
