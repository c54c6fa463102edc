import type { PlanEntry } from '../plan-entries.ts';
import { procedureChart } from './procedure-chart.ts';
import { rolloutChart } from './rollout-chart.ts';
import type { TimelineChart } from './timeline-chart.ts';

export interface EntryCharts {
  /** What an apply of the change does. */
  readonly rollout: TimelineChart | undefined;
  /** What the steps of the chosen strategy do, where they are to be done one after the other. */
  readonly procedure: TimelineChart | undefined;
}

export function entryCharts(entry: PlanEntry): EntryCharts {
  const { rollout } = entry;
  const procedure = rollout && rollout.outcome !== 'Rejected' ? rollout.procedure : undefined;
  return { rollout: rolloutChart(entry), procedure: procedure && procedureChart(procedure) };
}

export function hasChart({ rollout, procedure }: EntryCharts): boolean {
  return rollout !== undefined || procedure !== undefined;
}
