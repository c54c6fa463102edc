import { type PlanOptions, planRevisions } from '../app/plan-revisions.ts';
import type { RevisionSource } from '../app/ports.ts';
import type { NamedFile } from '../app/read-yaml-document.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { CliPorts } from './ports.ts';
import { type RevisionOptions, selectRevisions } from './revision-options.ts';
import { UsageError } from './usage-error.ts';

/** The plan between the two revisions that the options choose. Throws UsageError, RevisionError, SettingsError and FactsError. */
export async function planChosenRevisions(ports: CliPorts, options: RevisionOptions): Promise<RolloutPlan> {
  const { source, planOptions } = await openChosenRevisions(ports, options);
  return planRevisions(source, planOptions, ports.onPhase);
}

/** The two revisions, and all that decides how they are planned. Throws UsageError and RevisionError. */
export async function openChosenRevisions(
  ports: CliPorts,
  options: RevisionOptions,
): Promise<{ readonly source: RevisionSource; readonly planOptions: PlanOptions }> {
  const selection = selectRevisions(options);
  const { config, facts, strategy, kubernetesVersion, jobs, cache } = options;
  const settings = config === undefined ? {} : { settings: await readNamed(ports, config, 'settings', '--config') };
  const live = facts === undefined ? {} : { facts: await readNamed(ports, facts, 'facts', '--facts') };
  const source = await ports.openRevisions(selection);
  const strategies = {
    shippedStrategies: () => ports.shippedStrategies(),
    ...(strategy === undefined ? {} : { strategy }),
  };
  return {
    source,
    planOptions: {
      toolVersion: ports.version,
      kubernetesVersion,
      ...settings,
      ...live,
      ...strategies,
      openRenderer: ({ allowsRemote }) => ports.openRenderer({ jobs, usesCache: cache, allowsRemote }),
    },
  };
}

/** A file which the user named; `option` is how. Throws UsageError. */
export async function readNamed(ports: CliPorts, path: string, what: string, option: string): Promise<NamedFile> {
  try {
    return { name: path, bytes: await ports.readFile(path) };
  } catch (error) {
    throw new UsageError(`the ${what} ${path} cannot be read: is the path of ${option} right?`, { cause: error });
  }
}
