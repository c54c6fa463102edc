import type { JsonObject } from '../schema/json.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { InPlaceStrategy } from '../strategy/in-place.ts';
import { exampleDeployment } from './example-deployment.ts';
import { type PlanOptions, planRevisions } from './plan-revisions.ts';
import type { RevisionFile, RevisionSource } from './ports.ts';

const path = 'web.json';

/** The plan for a new image of a Deployment of ten replicas with this strategy. */
export function forecastExample(
  strategy: InPlaceStrategy,
  options: Pick<PlanOptions, 'toolVersion' | 'kubernetesVersion'>,
): Promise<RolloutPlan> {
  const [base, head] = ['1.0', '1.1'].map((version) =>
    fileOf(exampleDeployment({ version, labels: { app: 'web' }, strategy })),
  );
  const source: RevisionSource = {
    base: { type: 'Inline' },
    head: { type: 'Inline' },
    changedFiles: () => Promise.resolve([{ base, head }]),
    paths: () => Promise.resolve([path]),
    files: () => Promise.resolve([]),
    links: () => Promise.resolve([]),
    unchangedMentioning: () => Promise.resolve([]),
    settingsFile: () => Promise.resolve(undefined),
    settingsFiles: () => Promise.resolve([]),
  };
  return planRevisions(source, options);
}

function fileOf(object: JsonObject): RevisionFile {
  return { path, type: 'File', bytes: new TextEncoder().encode(JSON.stringify(object)) };
}
