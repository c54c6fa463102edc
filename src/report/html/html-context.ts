import type { RolloutPlan } from '../../schema/rollout-plan.ts';
import type { ObjectNames } from '../object-names.ts';

/** What every part of a page needs. */
export interface HtmlContext {
  readonly plan: RolloutPlan;
  readonly names: ObjectNames;
  /** Told once for all rollouts. */
  readonly commonAssumptions: ReadonlySet<string>;
  /** Address of the repository, such as https://github.com/owner/name: sources become links. */
  readonly repositoryUrl: string | undefined;
}
