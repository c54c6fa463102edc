import { countAt, objectAt, stringMapAt } from '../../kubernetes/field-access.ts';
import type { Labels } from '../../kubernetes/label-requirement.ts';
import type { ObjectReader } from '../../kubernetes/object-reader.ts';
import { type PodReadiness, podReadiness } from '../../kubernetes/pod-readiness.ts';
import { rollsPods } from '../../kubernetes/rolls-pods.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Generation, PodCounts } from '../../schema/timeline.ts';
import { deployment } from '../controllers/deployment/deployment.ts';
import { absentDeployment, type DeploymentState } from '../controllers/deployment/initial-world.ts';
import type { PodProfile } from '../pod-profile.ts';
import { simulateDeletion } from '../simulate-deletion.ts';
import type { Simulation } from '../simulation.ts';

/** How pods behave: as quickly as they can, as assumed, or as slowly as is tolerated. */
export type StepPace = 'best' | 'expected' | 'worst';

export interface PlayMeans {
  readonly read: ObjectReader;
  /** The minor version of Kubernetes: 34 of 1.34. */
  readonly minor: number;
  readonly pace: StepPace;
  /** How many pods a Deployment is to have, whoever decides it; `live` is what it is so far. */
  readonly replicasOf: (manifest: JsonObject, live: LiveDeployment | undefined) => number;
}

/** Pods of one template. */
export interface PodKind {
  readonly version: Generation;
  readonly labels: Labels;
}

/** A Deployment between two steps: at rest, with all its pods of one template. */
export interface LiveDeployment {
  readonly manifest: JsonObject;
  readonly stored: JsonObject;
  readonly pods: PodKind;
  readonly replicas: number;
  readonly state: DeploymentState;
  /** How often its template has changed. */
  readonly templates: number;
  readonly profile: PodProfile;
}

/** What one step makes of one Deployment. */
export interface DeploymentRun {
  readonly simulation: Simulation<unknown>;
  /** Which pods the old and the new ones of the counts are. */
  readonly pods: Readonly<Record<Generation, PodKind>>;
  /** undefined: it is deleted. */
  readonly next: LiveDeployment | undefined;
  readonly manifest: JsonObject;
}

/** A Deployment whose last rollout has ended. */
export function restingDeployment(manifest: JsonObject, version: Generation, means: PlayMeans): LiveDeployment {
  const stored = means.read(manifest).filled;
  const replicas = means.replicasOf(manifest, undefined);
  const spec = deployment.readSpec(stored, { replicas, template: templateName(0), minor: means.minor });
  return {
    manifest,
    stored,
    pods: { version, labels: labelsOf(manifest) },
    replicas,
    state: deployment.rolledOut(spec) satisfies DeploymentState,
    templates: 0,
    profile: profileOf(stored, means.pace),
  };
}

/** Creates a Deployment, or changes one. */
export function applyDeployment(
  live: LiveDeployment | undefined,
  manifest: JsonObject,
  version: Generation,
  means: PlayMeans,
): DeploymentRun {
  const { decoded, filled: stored } = means.read(manifest);
  const isRolled = live !== undefined && rollsPods(decoded.kind, live.stored, stored) === true;
  const templates = (live?.templates ?? 0) + (isRolled ? 1 : 0);
  const replicas = means.replicasOf(manifest, live);
  const profile = profileOf(stored, means.pace);
  const template = templateName(templates);
  const simulation = deployment.simulate({
    state: live?.state ?? absentDeployment,
    desired: deployment.readSpec(stored, { replicas, template, minor: means.minor }),
    pods: { profile: live?.profile ?? profile, exceptions: new Map([[template, profile]]) },
  });
  const pods = { version, labels: labelsOf(manifest) };
  const next = { manifest, stored, pods, replicas, state: simulation.state, templates, profile };
  return { simulation, pods: { old: live?.pods ?? pods, new: pods }, next, manifest };
}

export function deleteDeployment(live: LiveDeployment): DeploymentRun {
  const template = templateName(live.templates);
  const simulation = simulateDeletion({ pods: live.replicas, template }, { profile: live.profile });
  return { simulation, pods: { old: live.pods, new: live.pods }, next: undefined, manifest: live.manifest };
}

/** All pods are of the present template and available. */
export function countsAtRest({ replicas }: LiveDeployment): PodCounts {
  return { at: 0, old: 0, oldAvailable: 0, new: replicas, newAvailable: replicas, terminating: 0 };
}

function templateName(templates: number): string {
  return `template-${templates}`;
}

function labelsOf(manifest: JsonObject): Labels {
  return stringMapAt(manifest, 'spec', 'template', 'metadata', 'labels');
}

function profileOf(stored: JsonObject, pace: StepPace): PodProfile {
  const podSpec = objectAt(stored, 'spec', 'template', 'spec');
  const grace = countAt(podSpec, 'terminationGracePeriodSeconds') ?? 30;
  return {
    startupSeconds: startupSeconds(podReadiness(podSpec), pace),
    neverReady: false,
    terminationGracePeriodSeconds: pace === 'best' ? 0 : grace,
  };
}

function startupSeconds({ bestSeconds, expectedSeconds, worstSeconds }: PodReadiness, pace: StepPace): number {
  if (pace === 'best') return bestSeconds;
  return pace === 'worst' ? worstSeconds : expectedSeconds;
}
