import { planRevisions } from '../app/plan-revisions.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { CliPorts } from './ports.ts';
import { type RevisionOptions, selectRevisions } from './revision-options.ts';
import { UsageError } from './usage-error.ts';

/** The plan between the two revisions that the options choose. Throws UsageError, RevisionError and SettingsError. */
export async function planChosenRevisions(ports: CliPorts, options: RevisionOptions): Promise<RolloutPlan> {
  const selection = selectRevisions(options);
  const settings = options.config === undefined ? {} : { settings: await readConfig(ports, options.config) };
  const source = await ports.openRevisions(selection);
  const { version: toolVersion, onPhase } = ports;
  return planRevisions(source, { toolVersion, kubernetesVersion: options.kubernetesVersion, ...settings }, onPhase);
}

async function readConfig(ports: CliPorts, path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: path, bytes: new TextEncoder().encode(await ports.readTextFile(path)) };
  } catch (error) {
    throw new UsageError(`the settings ${path} cannot be read: is the path of --config right?`, { cause: error });
  }
}
