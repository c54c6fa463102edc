import type { Block } from './fit.ts';

/** “and 12 more (9 Deployment, 3 StatefulSet), left out for length”: kinds as far as they are plain words, most frequent first. */
export function leftOutWords(dropped: readonly Block[]): string {
  const kinds = new Map<string, number>();
  for (const { kind } of dropped) {
    if (kind === undefined) continue;
    const name = /^[A-Za-z]{1,60}$/.test(kind) ? kind : 'other';
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  const counts = [...kinds].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`);
  const shown = counts.length > kindsMax ? [...counts.slice(0, kindsMax), 'others'] : counts;
  return `and ${dropped.length} more${shown.length === 0 ? '' : ` (${shown.join(', ')})`}, left out for length`;
}

const kindsMax = 3;
