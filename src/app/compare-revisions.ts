import { type ComparedRevisions, compareStrategies } from '../plan/compare-strategies.ts';
import type { Comparison } from '../schema/comparison.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { nearestName } from './nearest-name.ts';
import { gatherFacts, type OnPhase, type PlanOptions } from './plan-revisions.ts';
import { RevisionError, type RevisionSource } from './ports.ts';

/** Compared whatever anybody chose, as far as there are documents of these names. */
const comparedNames = ['recreate', 'blue-green', 'canary-replicas'];

export interface CompareRevisionsOptions extends PlanOptions {
  /** `KIND/NAME` or `NAME`; absent: all which roll. */
  readonly workload?: string | undefined;
}

/**
 * The use case: two revisions in, a comparison of strategies out. `strategy` is one more to compare. Throws as
 * planRevisions does, and RevisionError for a workload which does not roll.
 */
export async function compareRevisions(
  source: RevisionSource,
  { workload, ...options }: CompareRevisionsOptions,
  onPhase: OnPhase = () => undefined,
): Promise<Comparison> {
  const facts = await gatherFacts(source, { ...options, needsStrategies: true }, onPhase);
  onPhase('comparing strategies');
  const known = facts.strategies?.strategies;
  const names = new Set([...comparedNames, ...(options.strategy === undefined ? [] : [options.strategy])]);
  const strategies = [...names].flatMap((name) => known?.get(name) ?? []);
  const isWanted = workload === undefined ? undefined : named(workload);
  const compared = compareStrategies(facts, { strategies, isWanted });
  if (workload !== undefined) requireWorkload(workload, compared);
  return compared.comparison;
}

function named(workload: string): (object: ObjectReference) => boolean {
  const wanted = workload.toLowerCase();
  return ({ kind, name }) => name === workload || `${kind}/${name}`.toLowerCase() === wanted;
}

function requireWorkload(workload: string, { comparison, rolling }: ComparedRevisions): void {
  if (comparison.workloads.length > 0) return;
  const names = [...new Set(rolling.map(({ kind, name }) => `${kind}/${name}`))];
  const nearest =
    nearestName(workload, names) ??
    nearestName(
      workload,
      rolling.map(({ name }) => name),
    );
  throw new RevisionError('Usage', `no workload ${JSON.stringify(workload)} rolls; ${hint(nearest, names)}`);
}

function hint(nearest: string | undefined, names: readonly string[]): string {
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  if (names.length === 0) return 'none does';
  const shown = names.slice(0, namesMax);
  return `there is: ${shown.join(', ')}${names.length > namesMax ? ` and ${names.length - namesMax} more` : ''}`;
}

const namesMax = 10;
