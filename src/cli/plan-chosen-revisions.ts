import { planRevisions } from '../app/plan-revisions.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { CliPorts } from './ports.ts';
import { type RevisionOptions, selectRevisions, withProgress } from './revision-options.ts';

/** The plan between the two revisions that the options choose. Throws UsageError and RevisionError. */
export function planChosenRevisions(ports: CliPorts, options: RevisionOptions): Promise<RolloutPlan> {
  const selection = selectRevisions(options);
  return withProgress(ports, async () =>
    planRevisions(await ports.openRevisions(selection), {
      toolVersion: ports.version,
      kubernetesVersion: options.kubernetesVersion,
    }),
  );
}
