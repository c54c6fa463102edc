import { type CliFormat, formatTable } from '../../src/cli/format-table.ts';
import { annotationsOf } from '../../src/report/annotations.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';

const options = { colour: false, width: 100, limit: 60_000 };
const formats: readonly (readonly [string, CliFormat])[] = Object.entries(formatTable);
const reports = await Promise.all(formats.map(async ([name, { load }]) => ({ name, ...(await load()) })));

/** Everything that is ever printed of a plan, by the name of the report. */
export function everyReport(plan: RolloutPlan): Readonly<Record<string, string>> {
  const written = reports.flatMap(({ name, render, renderDiff }) => [
    [name, render(plan, options)],
    ...(renderDiff ? [[`${name} diff`, renderDiff(plan, options)]] : []),
  ]);
  return { ...Object.fromEntries(written), annotations: JSON.stringify(annotationsOf(plan)) };
}
