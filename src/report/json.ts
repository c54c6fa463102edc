import { RolloutPlan } from '../schema/rollout-plan.ts';

/** The plan as JSON: keys in the order of the schema, two spaces, a line feed at the end. Equal plans give equal bytes. */
export function renderJson(plan: RolloutPlan): string {
  return `${JSON.stringify(RolloutPlan.parse(plan), null, 2)}\n`;
}
