import type { ResourceChange } from '../../schema/resource-change.ts';
import type { WorkloadRollout } from '../../schema/rollout.ts';
import { versionChange } from '../field-words.ts';
import { availablePods, hasGenerations, type StepRow, stepRows } from '../step-words.ts';
import { type Html, html, nothing } from './html-template.ts';
import { columnHead, tableMarkup } from './markup-parts.ts';

/** Long rollouts lose the middle. */
const stepsMax = 60;

/** What the chart shows, in figures: a row for each moment in which something happens. */
export function stepsTable(rollout: WorkloadRollout, change: ResourceChange | undefined): Html {
  const { rows, hidden } = stepRows(rollout, stepsMax);
  if (rows.length === 0) return nothing;
  const isReplacing = hasGenerations(rollout);
  // What runs in the cluster may be older than base.
  const version = rollout.startsFrom === 'Cluster' ? undefined : versionChange(change);
  const pods = isReplacing
    ? [versionHead(version?.before, 'old'), versionHead(version?.after, 'new')]
    : [columnHead('pods', true)];
  const head = [columnHead('at', true), columnHead('what happens'), ...pods, columnHead('available', true)];
  const written = rows.map((row) => rowMarkup(row, isReplacing));
  const gap = html`<tr><td class="number">…</td><td class="words" colspan="${head.length - 1}">${hidden} more steps</td></tr>
`;
  const before = stepsMax - Math.floor(stepsMax / 4);
  const all = hidden > 0 ? [...written.slice(0, before), gap, ...written.slice(before)] : written;
  return tableMarkup('Steps of the rollout, and the pods after each', head, all);
}

function rowMarkup({ at, what, step }: StepRow, isReplacing: boolean): Html {
  const counts = isReplacing ? [step.old, step.new] : [step.old + step.new];
  const cells = counts.map((pods) => html`<td class="number">${pods}</td>`);
  return html`<tr><th scope="row" class="number">${at}</th><td class="words">${what}</td>${cells}<td class="number"><b>${availablePods(step)}</b></td></tr>
`;
}

/** A column is headed by its version, if that is short. */
function versionHead(version: string | undefined, otherwise: string): Html {
  if (version === undefined || version.length > 20) return columnHead(otherwise, true);
  return columnHead(html`${otherwise} <code>${version}</code>`, true);
}
