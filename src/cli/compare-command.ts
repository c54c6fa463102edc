import type { Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import type { ReportOptions } from '../report/report.ts';
import type { Comparison } from '../schema/comparison.ts';
import type { FormatName } from './format-table.ts';
import { openChosenRevisions } from './plan-chosen-revisions.ts';
import type { CliPorts } from './ports.ts';
import { addOutputOptions, deliver, type OutputOptions } from './report-options.ts';
import { addRevisionOptions, type RevisionOptions } from './revision-options.ts';

interface CompareCommandOptions extends RevisionOptions, OutputOptions {
  readonly format: keyof typeof renderers;
  readonly workload?: string;
}

type Render = (comparison: Comparison, options: ReportOptions) => string;

/** A comparison has no findings, so it is no SARIF; and no timelines, so it is no page and no picture. */
const renderers = {
  text: async () => (await import('../report/comparison-text.ts')).renderComparisonText,
  markdown: async () => (await import('../report/comparison-markdown.ts')).renderComparisonMarkdown,
  json: async () => (await import('../report/comparison-json.ts')).renderComparisonJson,
} as const satisfies Partial<Record<FormatName, () => Promise<Render>>>;

export function define(command: Command, ports: CliPorts, done: (code: ExitCode) => void): void {
  command
    .summary('what each strategy would do, side by side')
    .description(
      'Compares how the workloads of a change could get to their new version: capacity, cost, time, work by hand and the way back of each strategy.',
    );
  addOutputOptions(
    addRevisionOptions(command, 'one more strategy to compare; rollcast strategies lists the names'),
    Object.keys(renderers),
  )
    .option('--workload <name>', 'only this one: its name, or its kind and name as Deployment/web')
    .action(async (options: CompareCommandOptions) => {
      const { workload } = options;
      const { source, planOptions } = await openChosenRevisions(ports, options);
      const { compareRevisions } = await import('../app/compare-revisions.ts');
      const comparison = await compareRevisions(source, { ...planOptions, workload }, ports.onPhase);
      await deliver(ports, options, await renderers[options.format](), comparison);
      done(0);
    });
}
