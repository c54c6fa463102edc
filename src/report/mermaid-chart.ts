import type { WorkloadRollout } from '../schema/rollout.ts';
import { availabilityPoints } from './availability-points.ts';
import { formatDuration } from './format-duration.ts';

/**
 * An xychart of the available pods (bars) over the floor (line), as a fenced block; undefined where there is nothing to see.
 * A picture beside the table of steps, never instead of it: neither e-mail nor the mobile app shows it.
 */
export function availabilityChart({ object, steps, capacity }: WorkloadRollout): string | undefined {
  const points = [{ at: undefined, available: capacity.base }, ...availabilityPoints(steps, samplesMax)];
  if (points.length < 4) return undefined;
  const top = Math.max(1, capacity.base, capacity.desired, ...points.map(({ available }) => available));
  const values = points.map(({ available }) => available).join(', ');
  const floor = points.map(() => capacity.floor).join(', ');
  const labels = points.map(({ at }) => `"${at === undefined ? 'before' : formatDuration(Math.round(at))}"`).join(', ');
  return [
    '```mermaid',
    '---',
    'config:',
    '  themeVariables:',
    '    xyChart:',
    '      plotColorPalette: "#4c8eda, #d1242f"',
    '---',
    'xychart-beta',
    `  title "Available pods of ${plainLabel(object.name)} (bars) and their floor, ${capacity.floor} (line)"`,
    `  x-axis [${labels}]`,
    `  y-axis "pods" 0 --> ${top}`,
    `  bar [${values}]`,
    `  line [${floor}]`,
    '```',
  ].join('\n');
}

const samplesMax = 13;

/** Mermaid has no sure escape, so a name keeps only what the names of Kubernetes may hold. */
function plainLabel(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
  return plain === '' ? 'the workload' : plain;
}
