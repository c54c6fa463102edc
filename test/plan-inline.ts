import { compareRevisions } from '../src/app/compare-revisions.ts';
import { type PlanOptions, planRevisions } from '../src/app/plan-revisions.ts';
import type { OpenRenderer, RevisionSource } from '../src/app/ports.ts';
import { inlineRevisions } from '../src/git/inline-revisions.ts';
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

function inlineSource(base: Files, head: Files, { paths = [] }: InlineOptions): RevisionSource {
  return inlineRevisions({ base: bytesOf(base), head: bytesOf(head), paths });
}

function bytesOf(files: Files): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
}
