import { planRevisions } from '../app/plan-revisions.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { CliPorts } from './ports.ts';
import { type RevisionOptions, selectRevisions, withProgress } from './revision-options.ts';
import { UsageError } from './usage-error.ts';

/** The plan between the two revisions that the options choose. Throws UsageError, RevisionError and SettingsError. */
export function planChosenRevisions(ports: CliPorts, options: RevisionOptions): Promise<RolloutPlan> {
  const selection = selectRevisions(options);
  return withProgress(ports, async () => {
    const settings = options.config === undefined ? {} : { settings: await readConfig(ports, options.config) };
    return planRevisions(await ports.openRevisions(selection), {
      toolVersion: ports.version,
      kubernetesVersion: options.kubernetesVersion,
      ...settings,
    });
  });
}

async function readConfig(ports: CliPorts, path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: path, bytes: new TextEncoder().encode(await ports.readTextFile(path)) };
  } catch (error) {
    throw new UsageError(`the settings ${path} cannot be read: is the path of --config right?`, { cause: error });
  }
}
