import { type Command, Option } from 'commander';
import { type ReportFormat, type ReportOptions, reportFormats } from '../report/report-formats.ts';
import type { CliPorts } from './ports.ts';
import { UsageError } from './usage-error.ts';

export interface OutputOptions {
  readonly output?: string;
  readonly format: string;
}

export function addOutputOptions(command: Command): Command {
  const names = reportFormats.map(({ name }) => name);
  return command
    .addOption(new Option('--format <format>', 'how to print it').choices(names).default('text'))
    .option('--output <file>', 'write there instead of standard output');
}

export function chosenFormat({ format }: OutputOptions): ReportFormat {
  const chosen = reportFormats.find(({ name }) => name === format);
  if (!chosen) throw new UsageError(`there is no format ${format}`);
  return chosen;
}

/** GitHub refuses comments above 65,536 characters; the rest is room for a marker and for what counts differently. */
const commentCharactersMax = 60_000;

/** Colour is for a terminal that wants it: not for a file, a pipe or NO_COLOR (https://no-color.org). */
export function reportOptions(ports: CliPorts, { output }: OutputOptions): ReportOptions {
  const { NO_COLOR: noColor, TERM: terminal } = ports.environment;
  const wanted = (noColor ?? '') === '' && terminal !== 'dumb';
  return {
    colour: output === undefined && ports.stdout.isTerminal && wanted,
    width: Math.min(ports.stdout.columns ?? 100, 140),
    limit: commentCharactersMax,
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
