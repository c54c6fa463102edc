import { planRevisions } from '../src/app/plan-revisions.ts';
import type { ChangedFile, RevisionFile, RevisionSource } from '../src/app/ports.ts';
import type { RolloutPlan } from '../src/schema/rollout-plan.ts';

type Files = Readonly<Record<string, string>>;

/** A revision source over texts: what differs is changed, the rest is there to be found. */
function inlineSource(base: Files, head: Files): RevisionSource {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].toSorted();
  const file = (files: Files, path: string): RevisionFile | undefined => {
    const text = files[path];
    return text === undefined ? undefined : { path, type: 'File', bytes: new TextEncoder().encode(text) };
  };
  const changed: ChangedFile[] = paths
    .filter((path) => base[path] !== head[path])
    .map((path) => ({ base: file(base, path), head: file(head, path) }));
  return {
    base: { type: 'Inline' },
    head: { type: 'Inline' },
    changedFiles: async () => changed,
    paths: async (side) => Object.keys(side === 'base' ? base : head).toSorted(),
    unchangedMentioning: async (words) =>
      paths
        .filter((path) => base[path] === head[path] && words.some((word) => head[path]?.includes(word)))
        .flatMap((path) => file(head, path) ?? []),
    settingsFile: async () => file(head, '.rollcast.yaml'),
  };
}

export function planInline(base: Files, head: Files): Promise<RolloutPlan> {
  return planRevisions(inlineSource(base, head), { toolVersion: '0.0.0', kubernetesVersion: '1.34' });
}
