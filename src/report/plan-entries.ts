import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { Effect, EffectType } from '../schema/effect.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { RouteBackend, TrafficChange } from '../schema/traffic.ts';

/** All that a plan says about one object. */
export interface PlanEntry {
  readonly object: ObjectReference;
  /** Where a report tells of it; `Active` ones have details of their own. */
  readonly section: 'Active' | 'Config' | 'Other' | 'NoEffect';
  readonly change: ResourceChange | undefined;
  readonly rollout: WorkloadRollout | undefined;
  /** Of a Service or route: the pods behind it. Of a workload: nothing, see `services`. */
  readonly traffic: TrafficChange | undefined;
  /** In front of a workload: the Services, and the routes which send their requests elsewhere. */
  readonly services: readonly TrafficChange[];
  /** The other routes in front of a workload or Service. */
  readonly routes: readonly TrafficChange[];
  readonly worst: Severity | undefined;
  /** It may hurt: a blocker, a warning, a rollout that does not complete by itself, a Service without any endpoint. */
  readonly isRisky: boolean;
}

/** Every object of the plan, the riskiest first; equal ones in the order of their identity. */
export function planEntries(plan: RolloutPlan): readonly PlanEntry[] {
  const facts = collectFacts(plan);
  const entries = [...facts.values()].filter(isReported).map((each) => toEntry(each));
  const keyed = entries.map((entry) => ({ entry, rank: rankOf(entry), key: identityKey(entry.object) }));
  return keyed.toSorted((a, b) => compareRanks(a.rank, b.rank) || byCodeUnit(a.key, b.key)).map(({ entry }) => entry);
}

interface Facts {
  readonly object: ObjectReference;
  change?: ResourceChange;
  rollout?: WorkloadRollout;
  traffic?: TrafficChange;
  /** The Service is deleted together with all that is behind it. */
  goesWithItsPods?: boolean;
  readonly services: TrafficChange[];
  readonly routes: TrafficChange[];
  readonly findings: Finding[];
}

function collectFacts(plan: RolloutPlan): Map<string, Facts> {
  const all = new Map<string, Facts>();
  const stopping = new Set(plan.rollouts.flatMap(({ type, object }) => (type === 'Stops' ? identityKey(object) : [])));
  const factsOf = (object: ObjectReference): Facts => {
    const key = identityKey(object);
    const known = all.get(key);
    if (known) return known;
    const created: Facts = { object, services: [], routes: [], findings: [] };
    all.set(key, created);
    return created;
  };
  for (const change of plan.changes) factsOf(change.object).change = change;
  for (const rollout of plan.rollouts) factsOf(rollout.object).rollout = rollout;
  for (const traffic of plan.traffic) {
    const facts = factsOf(traffic.object);
    facts.traffic = traffic;
    const before = (traffic.before?.workloads ?? []).map((workload) => identityKey(workload));
    const after = (traffic.after?.workloads ?? []).map((workload) => identityKey(workload));
    facts.goesWithItsPods = traffic.after === undefined && before.every((key) => stopping.has(key));
    const list = isUnmovedRoute(traffic) ? 'routes' : 'services';
    for (const key of new Set([...before, ...after])) all.get(key)?.[list].push(traffic);
  }
  addRoutes(all, plan.traffic.filter(isUnmovedRoute));
  for (const finding of plan.findings) {
    if (finding.object) all.get(identityKey(finding.object))?.findings.push(finding);
  }
  return all;
}

/** The routes in front of each Service, in their order. */
function addRoutes(all: ReadonlyMap<string, Facts>, routes: readonly TrafficChange[]): void {
  const services = Map.groupBy(
    [...all.values()].filter(({ object }) => object.kind === 'Service'),
    ({ object }) => serviceName(object.namespace, object.name),
  );
  for (const route of routes) {
    for (const name of new Set(servicesOfRoute(route))) {
      for (const facts of services.get(name) ?? []) facts.routes.push(route);
    }
  }
}

/** One string for the namespace and name of a Service. */
export function serviceName(namespace: string | undefined, name: string): string {
  return JSON.stringify([namespace ?? null, name]);
}

/** The names of the Services to which a route sends requests. */
export function servicesOfRoute({ object, after }: TrafficChange): readonly string[] {
  return (after?.backends ?? []).map(({ service, namespace = object.namespace }) => serviceName(namespace, service));
}

/** A route which sends its requests where it did: it is told with its Services. */
function isUnmovedRoute(traffic: TrafficChange): boolean {
  return isRoute(traffic) && traffic.switch === undefined;
}

function isRoute({ before, after }: TrafficChange): boolean {
  return before?.backends !== undefined || after?.backends !== undefined;
}

/** An unchanged Service is told with the workloads behind it, and by itself only if it loses all of its endpoints. */
function isReported({ change, rollout, traffic }: Facts): boolean {
  if (change || rollout) return true;
  return traffic !== undefined && (traffic.switch !== undefined || losesEndpoints(traffic));
}

/** A route does so with its Service. */
function losesEndpoints(traffic: TrafficChange): boolean {
  const { endpoints } = traffic;
  return !isRoute(traffic) && endpoints.before > 0 && endpoints.after === 0;
}

/** A Service which is an alias has no endpoints. */
export function isAlias({ after }: TrafficChange): boolean {
  return after?.externalName !== undefined;
}

/** Nobody knows the pods of a Service which selects no workload of these files: an operator may make them. */
export function hasKnownPods(traffic: TrafficChange): boolean {
  const { before, after } = traffic;
  if (unknownBackends(traffic).length > 0) return false;
  return (before?.workloads.length ?? 0) > 0 || (after?.workloads.length ?? 0) > 0;
}

/** Those of a route, before or after, whose pods are in none of these files, or not forecast. */
export function unknownBackends({ before, after }: TrafficChange): readonly RouteBackend[] {
  return [before, after].flatMap((side) => side?.backends ?? []).filter(({ isUnknown }) => isUnknown);
}

function toEntry({ object, change, rollout, traffic, services, routes, findings, goesWithItsPods }: Facts): PlanEntry {
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity));
  const isRefused = (change?.rejected.length ?? 0) > 0;
  return {
    object,
    section: rollout || (traffic && isTrafficNews(traffic)) ? 'Active' : sectionOf(change?.effects ?? []),
    change,
    rollout,
    traffic,
    services,
    routes,
    worst,
    isRisky:
      worst === 'high' ||
      worst === 'medium' ||
      rollout?.outcome === 'Stalled' ||
      (isRefused && worst === undefined) ||
      (traffic !== undefined && goesWithItsPods !== true && isOutage(traffic)),
  };
}

/**
 * It had endpoints, and at one moment some of its requests find none. Without a selector the last ones stay.
 */
export function isOutage(traffic: TrafficChange): boolean {
  const moved = traffic.switch;
  if (moved && moved.type !== 'Selector') return moved.failingPercent > 0;
  if (moved && Object.keys(moved.after).length === 0) return false;
  return isTrafficNews(traffic) && traffic.endpoints.before > 0 && traffic.endpoints.floor === 0;
}

function isTrafficNews(traffic: TrafficChange): boolean {
  return traffic.switch !== undefined || losesEndpoints(traffic);
}

const activeEffects: ReadonlySet<EffectType> = new Set<EffectType>([
  'Rejected',
  'Recreates',
  'RollsPods',
  'StartsPods',
  'StopsPods',
  'Scales',
  'MovesTraffic',
  'NotForecast',
]);

function sectionOf(effects: readonly Effect[]): PlanEntry['section'] {
  if (effects.some(({ type }) => activeEffects.has(type))) return 'Active';
  if (effects.some((effect) => effect.type === 'ConfigReaches' && effect.readers.length > 0)) return 'Config';
  return effects.every(({ type }) => type === 'NoEffect') ? 'NoEffect' : 'Other';
}

const severities: readonly Severity[] = ['high', 'medium', 'low', 'info'];
const sections: readonly PlanEntry['section'][] = ['Active', 'Config', 'Other', 'NoEffect'];
const kinds: readonly (WorkloadRollout['type'] | undefined)[] = [
  'Rolls',
  'RollsAndScales',
  undefined,
  'Stops',
  'Starts',
  'Scales',
];

/** Blockers, then warnings; then what does not complete; then the lowest floor; then what rolls before what only scales. */
function rankOf({ worst, section, change, rollout, traffic }: PlanEntry): readonly number[] {
  const severity = worst === 'high' || worst === 'medium' ? severities.indexOf(worst) : severities.length;
  const refused = (change?.rejected.length ?? 0) > 0;
  const stops = rollout !== undefined && rollout.outcome !== 'Completed';
  return [
    severity,
    sections.indexOf(section),
    refused ? 0 : stops ? 1 : 2,
    floorPercentOf(rollout, traffic),
    kinds.indexOf(rollout?.type),
  ];
}

/** Of a rollout its floor; of a switched Service the share of the endpoints which it keeps. */
function floorPercentOf(rollout: WorkloadRollout | undefined, traffic: TrafficChange | undefined): number {
  if (rollout) return rollout.capacity.floorPercent ?? 100;
  if (!traffic?.switch || traffic.endpoints.before === 0) return 100;
  return (100 * traffic.endpoints.floor) / traffic.endpoints.before;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
