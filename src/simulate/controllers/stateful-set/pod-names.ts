import { countPods, type OrdinalRange } from './pod-ranges.ts';

/** "pod web-2", "pods web-0 to web-3", "pods web-0, web-2 and web-4". */
export function namePods(name: string, ranges: readonly OrdinalRange[]): string {
  const names = ranges.flatMap(({ from, to }) => {
    if (to - from > 1) return [`${name}-${from} to ${name}-${to}`];
    return from === to ? [`${name}-${from}`] : [`${name}-${from}`, `${name}-${to}`];
  });
  const last = names.at(-1) ?? '';
  const all = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
  return `${countPods(ranges) === 1 ? 'pod' : 'pods'} ${all}`;
}

/** As many as may stand in a sentence. */
const shownMax = 3;

interface Owner {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** "kubectl delete pod -n shop web-2 web-4"; undefined if they are too many for a line. */
export function deleteCommand({ name, namespace }: Owner, ranges: readonly OrdinalRange[]): string | undefined {
  if (countPods(ranges) > shownMax) return undefined;
  const names = ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${name}-${from + index}`),
  );
  return `kubectl delete pod ${namespace === undefined ? '' : `-n ${namespace} `}${names.join(' ')}`;
}
