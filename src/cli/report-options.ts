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

export function addOutputOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(formatTable)).default('text'))
    .option('--output <file>', 'write there instead of standard output');
}

export function loadReport({ format }: OutputOptions): Promise<Report> {
  return formatTable[format].load();
}

/** Colour is for a terminal that wants it: not for a file, a pipe or NO_COLOR (https://no-color.org). */
export function reportOptions(ports: CliPorts, { output }: OutputOptions): ReportOptions {
  const { NO_COLOR: noColor, TERM: terminal } = ports.environment;
  const wanted = (noColor ?? '') === '' && terminal !== 'dumb';
  return {
    colour: output === undefined && ports.stdout.isTerminal && wanted,
    width: Math.min(ports.stdout.columns ?? 100, 140),
    limit: commentLimit,
  };
}

export async function deliver(ports: CliPorts, { output }: OutputOptions, text: string): Promise<void> {
  if (output === undefined) return ports.stdout.write(text);
  try {
    await ports.writeTextFile(output, text);
  } catch (error) {
    throw new UsageError(`${output} cannot be written: does its directory exist, and may you write there?`, {
      cause: error,
    });
  }
}
