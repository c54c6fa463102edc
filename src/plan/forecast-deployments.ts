import type { ObjectChange } from '../diff/object-change.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { groupDigits } from '../schema/group-digits.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ReplicaRange } from '../schema/rollout.ts';
import type { Autoscalers } from './autoscalers.ts';
import { type DeploymentFacts, deploymentFacts } from './deployment-facts.ts';
import { type DeploymentForecast, forecastDeployment, refusedDeployment } from './forecast-deployment.ts';
import { objectName } from './object-name.ts';
import { type DeploymentPlayer, deploymentPlayer } from './play-deployment.ts';
import { replicaRange } from './replica-range.ts';
import { planStepsMax, simulationStepsMax } from './step-budget.ts';

export interface ForecastOf extends DeploymentForecast {
  readonly objectChange: ObjectChange;
  readonly before: DeploymentFacts | undefined;
  readonly after: DeploymentFacts | undefined;
}

export interface DeploymentRollouts {
  readonly forecasts: readonly ForecastOf[];
  readonly notComputed: readonly NotComputed[];
}

/** The forecasts of all Deployments which roll, scale, start or stop, in the order of the changes. */
export function forecastDeployments(
  changes: readonly ObjectChange[],
  base: Autoscalers,
  head: Autoscalers,
  read: ObjectReader,
): DeploymentRollouts {
  const play = deploymentPlayer();
  const forecasts: ForecastOf[] = [];
  const notComputed: NotComputed[] = [];
  for (const objectChange of changes.filter(isDeployment)) {
    const before = objectChange.before && deploymentFacts(objectChange.before, read);
    const after = objectChange.after && deploymentFacts(objectChange.after, read);
    const forecast = forecastChange(objectChange, { before, after, base, head }, play);
    if (forecast === 'Nothing') continue;
    // A refused edit is forecast from base, which another API version may have named otherwise.
    const rollout = forecast && { ...forecast.rollout, object: objectChange.change.object };
    if (forecast && rollout) forecasts.push({ ...forecast, rollout, objectChange, before, after });
    else notComputed.push(tooLong(objectChange));
  }
  return { forecasts, notComputed };
}

export function isDeployment({ change }: ObjectChange): boolean {
  const group = apiGroup(change.object.apiVersion);
  return change.object.kind === 'Deployment' && (group === 'apps' || group === 'extensions');
}

interface Sides {
  readonly before: DeploymentFacts | undefined;
  readonly after: DeploymentFacts | undefined;
  readonly base: Autoscalers;
  readonly head: Autoscalers;
}

function forecastChange(
  { verdict }: ObjectChange,
  sides: Sides,
  play: DeploymentPlayer,
): DeploymentForecast | undefined | 'Nothing' {
  const { before, after } = sides;
  const replicasBefore = rangeOf(before, sides.base);
  const replicasAfter = rangeOf(after, sides.head);
  if (verdict.rejected.length > 0) return before ? refusedDeployment(before, replicasBefore, play) : 'Nothing';
  const rolls = verdict.rolls === true;
  const scales = replicasBefore.min !== replicasAfter.min;
  if (before && after && !rolls && !scales) return 'Nothing';
  return forecastDeployment({ before, after, replicasBefore, replicasAfter, rolls }, play);
}

function rangeOf(facts: DeploymentFacts | undefined, autoscalers: Autoscalers): ReplicaRange {
  if (!facts) return { min: 0, max: 0, decidedBy: 'Manifest' };
  return replicaRange(facts.object, autoscalers, facts.writtenReplicas);
}

function tooLong({ change }: ObjectChange): NotComputed {
  return {
    what: objectName(change.object),
    reason: 'SimulationTooLong',
    detail: `its rollout takes more steps than are simulated (${groupDigits(simulationStepsMax)} of one, ${groupDigits(planStepsMax)} of all in a plan); its timeline is left out`,
    source: change.source,
  };
}
