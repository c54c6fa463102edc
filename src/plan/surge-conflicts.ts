import type { ObjectChange } from '../diff/object-change.ts';
import { objectAt, stringAt } from '../kubernetes/field-access.ts';
import { contestedPort, type HostPort, hostPortField, hostPortName, hostPortsOf } from '../kubernetes/host-ports.ts';
import { countFittingNodes } from '../kubernetes/node-fit.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import { type AttachLimit, attachLimit, type MountedClaim, mountedClaims } from '../kubernetes/volume-claims.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { resolveReference } from '../roots/resolve-reference.ts';
import type { SurgeConflict } from '../rules/rule-facts.ts';
import type { JsonObject } from '../schema/json.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import { type RuleSubject, withFacts } from './collect-findings.ts';
import type { ForecastMeans } from './forecast-workloads.ts';
import type { LiveCluster } from './live-cluster.ts';
import { pairsByName } from './pairs-by-name.ts';
import { isClaim, nameKey } from './relations.ts';
import type { RestingPods } from './resting-pods.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { workloadFacts } from './workload-facts.ts';

interface Means extends Omit<ForecastMeans, 'sizes'> {
  readonly restingPods: RestingPods;
  readonly pairs: readonly RevisionPair[];
}

/** Tells the rules what the old pods of a rollout keep from the new ones which are to run beside them. */
export function withSurgeConflicts(subjects: readonly RuleSubject[], means: Means): readonly RuleSubject[] {
  const claimOf = claimFinder(means.pairs);
  return withFacts(subjects, (change, facts) => {
    if (change.verdict.rejected.length > 0) return undefined;
    const surgeConflicts =
      change.change.object.kind === 'DaemonSet'
        ? daemonSetConflicts(change, facts.rollout)
        : deploymentConflicts(change, { ...means, claimOf });
    return surgeConflicts.length === 0 ? undefined : { surgeConflicts };
  });
}

type FindClaim = (workload: RevisionObject, name: string) => RevisionObject | undefined;

/** A claim in the root of the workload, or the only one of its name in the repository. */
function claimFinder(pairs: readonly RevisionPair[]): FindClaim {
  const claims = pairs.filter((pair) => isClaimPair(pair));
  const candidates = pairsByName(claims);
  return (workload, name) => {
    const key = nameKey(workload, 'PersistentVolumeClaim', name);
    const [claim] = resolveReference(workload.reference.root, candidates.get(key)).targets;
    return claim && present(claim);
  };
}

function isClaimPair(pair: RevisionPair): boolean {
  const object = present(pair);
  return object !== undefined && isClaim(object);
}

/**
 * A DaemonSet with a surge starts the new pod on the very node of the old one. Its simulation knows host ports: where it
 * stands still although all pods become ready, they are why.
 */
function daemonSetConflicts(
  { before, after }: ObjectChange,
  rollout: WorkloadRollout | undefined,
): readonly SurgeConflict[] {
  const hasSurge = (rollout?.strategy.surgePods ?? 0) > 0;
  if (!before || !after || !hasSurge || rollout?.outcome !== 'Stalled') return [];
  const port = contestedPort(hostPortsOf(templateOf(after)), hostPortsOf(templateOf(before)));
  if (!port) return [];
  return [{ ...portConflict(port, templateOf(after)), since: 'ThisChange', isMetNow: true, isCertain: true }];
}

interface DeploymentMeans extends Means {
  readonly claimOf: FindClaim;
}

/** A Deployment in one revision. */
interface Side {
  readonly template: JsonObject;
  readonly ports: readonly HostPort[];
  readonly claims: readonly LimitedClaim[];
  readonly pods: number;
  /** How many old pods may stop before a new one is available; undefined: no new pod starts beside the old ones. */
  readonly mayStop: number | undefined;
}

/** Both sides, and whether this change replaces pods. */
interface Sides {
  readonly before: Side | undefined;
  readonly after: Side;
  readonly rolls: boolean;
}

function deploymentConflicts(change: ObjectChange, means: DeploymentMeans): readonly SurgeConflict[] {
  if (!change.after || !wantsWhatOneHolds(change.after)) return [];
  const after = sideOf(change.after, means);
  if (after.mayStop === undefined || after.pods === 0) return [];
  const before = change.before && sideOf(change.before, means);
  const replaces = change.change.effects.some((effect) => effect.type === 'RollsPods' && effect.heldBy === undefined);
  const sides = { before, after, rolls: replaces && before !== undefined && before.pods > 0 };
  return [...claimConflicts(sides, means), ...portConflicts(sides, means)].filter(
    ({ since, isMetNow }) => since !== 'Before' || isMetNow,
  );
}

function wantsWhatOneHolds(object: RevisionObject): boolean {
  const template = templateOf(object);
  return mountedClaims(objectAt(template, 'spec')).length > 0 || hostPortsOf(template).length > 0;
}

function sideOf(object: RevisionObject, means: DeploymentMeans): Side {
  const template = templateOf(object);
  const pods = means.restingPods(object) ?? 0;
  return {
    template,
    ports: hostPortsOf(template),
    claims: claimsOf(object, means),
    pods,
    mayStop: stoppablePods(object, atLeastOne(pods), means),
  };
}

function stoppablePods(object: RevisionObject, pods: number, { playerOf, read }: DeploymentMeans): number | undefined {
  const { surgePods = 0, unavailablePods = 0 } =
    playerOf(object.reference)?.strategy(workloadFacts(object, read), pods) ?? {};
  return surgePods > 0 ? unavailablePods : undefined;
}

/** A Deployment of no pods is judged as it will be with its first one, so that scaling it up is no news. */
function atLeastOne(pods: number): number {
  return Math.max(pods, 1);
}

interface LimitedClaim extends MountedClaim {
  readonly limit: AttachLimit;
}

function claimsOf(object: RevisionObject, { claimOf }: DeploymentMeans): readonly LimitedClaim[] {
  return mountedClaims(objectAt(templateOf(object), 'spec')).flatMap((mounted) => {
    const claim = claimOf(object, mounted.name);
    const limit = claim && attachLimit(claim.object.value);
    return limit ? [{ ...mounted, limit }] : [];
  });
}

/** An old pod which stays until a new one is available keeps the volume from it. */
function claimConflicts({ before, after, rolls }: Sides, { cluster }: DeploymentMeans): readonly SurgeConflict[] {
  if (!keepsAnOldPod(after)) return [];
  const isOnOneNode = nodesOf(objectAt(after.template, 'spec'), cluster.nodes) === 1;
  return after.claims
    .filter(({ limit }) => limit === 'OnePod' || !isOnOneNode)
    .map(({ name, field, limit }) => {
      const isHeld = before?.claims.some((claim) => claim.name === name) ?? false;
      return {
        type: 'Claim',
        name,
        field: isHeld && !keepsAnOldPod(before) ? 'spec.strategy' : `spec.template.spec.${field}`,
        since: sinceWhen(before, isHeld && keepsAnOldPod(before)),
        isMetNow: rolls && isHeld,
        isCertain: limit === 'OnePod',
      };
    });
}

function keepsAnOldPod(side: Side | undefined): boolean {
  return side?.mayStop !== undefined && side.mayStop < atLeastOne(side.pods);
}

/** Where an old pod may stop first, its port is free for a new one. */
function portConflicts({ before, after, rolls }: Sides, { cluster }: DeploymentMeans): readonly SurgeConflict[] {
  const held = contestedPort(after.ports, before?.ports ?? []);
  const port = held ?? after.ports[0];
  if (!port || !keepsEveryPod(after)) return [];
  const nodes = nodesOf(objectAt(after.template, 'spec'), cluster.nodes);
  if (nodes !== undefined && nodes > after.pods) return [];
  const wasSo = held !== undefined && keepsEveryPod(before);
  return [
    {
      ...portConflict(port, after.template),
      ...(held !== undefined && !wasSo && { field: 'spec.strategy' }),
      since: sinceWhen(before, wasSo),
      isMetNow: rolls && held !== undefined,
      isCertain: nodes !== undefined,
    },
  ];
}

function keepsEveryPod(side: Side | undefined): boolean {
  return side?.mayStop === 0;
}

function portConflict(port: HostPort, template: JsonObject): Pick<SurgeConflict, 'type' | 'name' | 'field'> {
  return { type: 'Port', name: hostPortName(port), field: `spec.template.${hostPortField(template, port)}` };
}

function sinceWhen(before: Side | undefined, wasSo: boolean): SurgeConflict['since'] {
  if (!before) return 'Creation';
  return wasSo ? 'Before' : 'ThisChange';
}

/** On how many nodes the pods can be; undefined: nobody knows. */
function nodesOf(podSpec: JsonObject, nodes: LiveCluster['nodes']): number | undefined {
  const isPinned =
    (stringAt(podSpec, 'nodeName') ?? '') !== '' || stringAt(podSpec, 'nodeSelector', 'kubernetes.io/hostname');
  return isPinned ? 1 : nodes && countFittingNodes(podSpec, nodes);
}

function templateOf({ object }: RevisionObject): JsonObject {
  return podTemplateOf(object.value) ?? {};
}
