import { compareRevisions } from '../src/app/compare-revisions.ts';
import { type PlanOptions, planRevisions } from '../src/app/plan-revisions.ts';
import type { ChangedFile, OpenRenderer, RevisionFile, RevisionSource } from '../src/app/ports.ts';
import { pairRenames } from '../src/git/pair-renames.ts';
import { pathScope } from '../src/git/path-scope.ts';
import { sortedChanges } from '../src/git/sorted-changes.ts';
import { byCodeUnit } from '../src/schema/by-code-unit.ts';
import type { Comparison } from '../src/schema/comparison.ts';
import type { RolloutPlan } from '../src/schema/rollout-plan.ts';
import { readShippedStrategies } from '../src/store/shipped-strategies.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

interface InlineOptions {
  /** Only what changes in these files and folders. */
  readonly paths?: readonly string[];
  /** What kubectl prints of the cluster. */
  readonly facts?: string | undefined;
  readonly strategy?: string;
  readonly annotationsFrom?: 'base' | 'head';
  readonly openRenderer?: OpenRenderer;
}

export function planInline(base: Files, head: Files, options: InlineOptions = {}): Promise<RolloutPlan> {
  return planRevisions(inlineSource(base, head, options), planOptions(options));
}

export function compareInline(
  base: Files,
  head: Files,
  { workload, ...options }: InlineOptions & { readonly workload?: string } = {},
): Promise<Comparison> {
  return compareRevisions(inlineSource(base, head, options), { ...planOptions(options), workload });
}

function planOptions(options: InlineOptions): PlanOptions {
  const { facts: live, paths: _, ...choices } = options;
  const facts = live === undefined ? {} : { facts: { name: 'facts.json', bytes: Buffer.from(live) } };
  return {
    toolVersion: '0.0.0',
    kubernetesVersion: '1.34',
    shippedStrategies: readShippedStrategies,
    ...choices,
    ...facts,
  };
}

/** A revision source over texts, or bytes: what differs is changed, the rest is there to be found. */
function inlineSource(base: Files, head: Files, { paths: scope }: InlineOptions): RevisionSource {
  const sides = { base: revisionFiles(base), head: revisionFiles(head) };
  const paths = [...new Set([...sides.base.keys(), ...sides.head.keys()])].toSorted(byCodeUnit);
  const differing = paths.map((path) => ({ path, base: sides.base.get(path), head: sides.head.get(path) }));
  const unchanged = differing.flatMap((file) => (isEqual(file) && file.head ? [file.head] : []));
  const changed = differing.filter((file) => !isEqual(file)).filter(({ path }) => pathScope(scope, '')(path));
  const stayed = changed.filter((file) => file.base && file.head).map((file) => ({ base: file.base, head: file.head }));
  const removed = changed.flatMap((file) => (file.base && !file.head ? [file.base] : []));
  const added = changed.flatMap((file) => (file.head && !file.base ? [file.head] : []));
  return {
    base: { type: 'Inline' },
    head: { type: 'Inline' },
    changedFiles: async () => sortedChanges([...stayed, ...pairRenames(removed, added)]),
    paths: async (side, among) =>
      [...sides[side].keys()].filter((path) => among?.includes(path) ?? true).toSorted(byCodeUnit),
    files: async (side, among) => among.flatMap((path) => sides[side].get(path) ?? []),
    links: async () => [],
    unchangedMentioning: async (words) =>
      unchanged.filter(({ bytes }) => words.some((word) => Buffer.from(bytes).includes(word))),
    settingsFile: async () => sides.head.get('.rollcast.yaml'),
    settingsFiles: async (path) => [...sides.head.values()].filter((file) => file.path === path),
  };
}

function revisionFiles(files: Files): ReadonlyMap<string, RevisionFile> {
  return new Map(
    Object.entries(files).map(([path, content]) => [path, { path, type: 'File', bytes: Buffer.from(content) }]),
  );
}

function isEqual({ base, head }: ChangedFile): boolean {
  return base !== undefined && head !== undefined && Buffer.compare(base.bytes, head.bytes) === 0;
}
