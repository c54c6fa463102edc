import type { NamedStrategy } from '../schema/named-strategy.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { isInPlace } from '../strategy/in-place.ts';
import { forecastExample } from './forecast-example.ts';
import { readShipped, requireStrategy } from './load-strategies.ts';
import type { PlanOptions } from './plan-revisions.ts';
import { readStrategy } from './read-strategy.ts';
import type { NamedFile } from './read-yaml-document.ts';

/** A strategy, and what it does to ten pods. */
export interface ExplainedStrategy {
  readonly strategy: NamedStrategy;
  /** Absent where its steps are not compiled. */
  readonly example?: RolloutPlan;
}

type ExampleOptions = Pick<PlanOptions, 'toolVersion' | 'kubernetesVersion'>;

/** Explains one of those which come with Rollcast. Throws RevisionError where it is none of them. */
export async function explainShipped(
  files: readonly NamedFile[],
  name: string,
  options: ExampleOptions,
): Promise<ExplainedStrategy> {
  return explain(requireStrategy(name, readShipped(files)), options);
}

/** Explains one of a user's own. Throws SettingsError for what is wrong in it. */
export function explainOwn(
  shipped: readonly NamedFile[],
  file: NamedFile,
  options: ExampleOptions,
): Promise<ExplainedStrategy> {
  return explain(readStrategy(file, 'Repository', readShipped(shipped)), options);
}

async function explain(strategy: NamedStrategy, options: ExampleOptions): Promise<ExplainedStrategy> {
  const { strategy: resolved } = strategy;
  return isInPlace(resolved) ? { strategy, example: await forecastExample(resolved, options) } : { strategy };
}
