import { planRevisions } from '../../src/app/plan-revisions.ts';
import { RevisionError, type RevisionSource } from '../../src/app/ports.ts';
import { SettingsError } from '../../src/app/settings-error.ts';
import type { NotComputed } from '../../src/schema/not-computed.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { requireSameJson } from './require-same.ts';

/** Throws where revisions of git and folders of the same files give two plans. */
export async function requireSamePlans(
  git: () => Promise<RevisionSource>,
  directories: () => Promise<RevisionSource>,
): Promise<void> {
  const [fromGit, fromDirectories] = [await outcomeOf(git), await outcomeOf(directories)];
  const hasSubmodule = fromGit.plan?.notComputed.some(isSubmodule) === true;
  requireSameJson('the plan of git', comparable(fromGit, hasSubmodule), comparable(fromDirectories, hasSubmodule));
}

interface Outcome {
  /** Absent: what was asked for is not there, or the settings cannot be followed. */
  readonly plan?: RolloutPlan;
}

async function outcomeOf(open: () => Promise<RevisionSource>): Promise<Outcome> {
  try {
    return { plan: await planRevisions(await open(), { toolVersion: '0.0.0', kubernetesVersion: '1.34' }) };
  } catch (error) {
    if (error instanceof SettingsError) return {};
    if (error instanceof RevisionError && error.fault === 'Usage') return {};
    throw error;
  }
}

/** Revisions are described in other words, and a folder knows no submodules. */
function comparable({ plan }: Outcome, hasSubmodule: boolean): unknown {
  if (plan === undefined) return null;
  const { base: _, head: __, outcome, notComputed, ...rest } = plan;
  const others = notComputed.filter((entry) => !isSubmodule(entry));
  return { ...rest, notComputed: others, outcome: hasSubmodule ? undefined : outcome };
}

function isSubmodule({ reason }: NotComputed): boolean {
  return reason === 'Submodule';
}
