import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RolloutPlan } from '../../src/schema/rollout-plan.ts';

const golden = join(import.meta.dirname, '../golden');

/** The recorded plan of every golden scenario, by its name. */
export const goldenPlans: readonly (readonly [string, RolloutPlan])[] = readdirSync(golden)
  .filter((name) => existsSync(join(golden, name, 'plan.json')))
  .toSorted()
  .map((name) => [name, RolloutPlan.parse(JSON.parse(readFileSync(join(golden, name, 'plan.json'), 'utf8')))]);
