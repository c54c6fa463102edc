import type { NamedStrategy } from '../schema/named-strategy.ts';
import type { Procedure } from '../schema/procedure.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { isInPlace } from '../strategy/in-place.ts';
import { compileExample } from './compile-example.ts';
import { forecastExample } from './forecast-example.ts';
import { readShipped, requireStrategy, type Strategies } from './load-strategies.ts';
import type { PlanOptions } from './plan-revisions.ts';
import { readStrategy } from './read-strategy.ts';
import type { NamedFile } from './read-yaml-document.ts';

/** A strategy, and what it does to ten pods. */
export interface ExplainedStrategy {
  readonly strategy: NamedStrategy;
  /** Where the Deployment’s own controller follows it. */
  readonly example?: RolloutPlan;
  /** Where it is compiled to steps instead. */
  readonly procedure?: Procedure;
}

type ExampleOptions = Pick<PlanOptions, 'toolVersion' | 'kubernetesVersion'>;

/** Explains one of the known ones. Throws RevisionError where it is none of them. */
export async function explainKnown(
  strategies: Strategies,
  name: string,
  options: ExampleOptions,
): Promise<ExplainedStrategy> {
  return explain(requireStrategy(name, strategies), options);
}

/** Explains one of a user's own, by its file. Throws SettingsError for what is wrong in it. */
export function explainFile(
  shipped: readonly NamedFile[],
  file: NamedFile,
  options: ExampleOptions,
): Promise<ExplainedStrategy> {
  return explain(readStrategy(file, 'Repository', readShipped(shipped)), options);
}

async function explain(strategy: NamedStrategy, options: ExampleOptions): Promise<ExplainedStrategy> {
  const { strategy: resolved } = strategy;
  if (isInPlace(resolved)) return { strategy, example: await forecastExample(resolved, options) };
  const procedure = compileExample(strategy, options.kubernetesVersion);
  return { strategy, ...(procedure && { procedure }) };
}
