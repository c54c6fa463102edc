import type { RevisionObject } from '../manifest/revision-object.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { RouteBackend, TrafficChange } from '../schema/traffic.ts';
import { availableSeries, countedByAny, emptyWindow, endpointCounts, leastPods } from './available-pods.ts';
import { workloadReferences } from './pod-selections.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import type { BackendPods, FindBackend } from './route-backends.ts';
import type { Backend, RouteRule } from './routes/route-kind.ts';
import { routeRules } from './routes/route-kinds.ts';
import { pairRules, servingBackends, switchOf, totalOf } from './routes/route-switch.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** Finds the pods of a backend before and after the change. */
export interface BackendFinders {
  readonly base: FindBackend;
  readonly head: FindBackend;
}

/**
 * What a route has behind it before, during and after the change: of the rules which send their requests elsewhere, else
 * of those behind whose Services something changes. undefined: nothing does.
 */
export function routeTraffic(pair: RevisionPair, find: BackendFinders): TrafficChange | undefined {
  const object = present(pair);
  if (!object || !pair.head) return undefined;
  const { reference } = object;
  const sides = rulesOf(pair);
  const switching = sides.filter(({ type }) => type !== undefined);
  const affected = switching.length > 0 ? switching : sides.filter((rule) => leadsToChange(rule, reference, find));
  const courses = coursesOf(affected, reference, find);
  const [worst] = courses.toSorted(byHarm);
  if (!worst) return undefined;
  return {
    object: reference,
    ...(pair.base && { before: selectionOf(courses, 'before') }),
    after: selectionOf(courses, 'after'),
    endpoints: worst.endpoints,
    ...(switching.length > 0 && {
      switch: {
        type: switching.some(({ type }) => type === 'Backends') ? 'Backends' : 'Weights',
        rules: courses.map(({ rule, before, after }) => ({
          match: rule.after.match,
          ...(rule.after.total !== undefined && { total: rule.after.total }),
          before: before.backends,
          after: after.backends,
        })),
        failingPercent: worst.failingPercent,
        ...(worst.windowSeconds !== undefined && { windowSeconds: worst.windowSeconds }),
      },
    }),
  };
}

/** How many moments all rules of a route take to count, those of a Service anew for each rule which names it. */
export function routeMoments({ base, head }: RevisionPair, find: BackendFinders): number {
  return momentsOfSide(base, find.base) + momentsOfSide(head, find.head);
}

function momentsOfSide(route: RevisionObject | undefined, find: FindBackend): number {
  if (!route) return 0;
  const backends = routeRules(route).flatMap(servingBackends);
  return backends.reduce((sum, backend) => sum + (find(backend, route.reference.root)?.moments ?? 0), 0);
}

interface RuleSides {
  /** undefined: the rule is new. */
  readonly before: RouteRule | undefined;
  readonly after: RouteRule;
  readonly type: 'Backends' | 'Weights' | undefined;
}

function rulesOf({ base, head }: RevisionPair): readonly RuleSides[] {
  if (!head) return [];
  const after = routeRules(head);
  if (!base) return after.map((rule) => ({ before: undefined, after: rule, type: undefined }));
  return pairRules(routeRules(base), after).map((sides) => ({ ...sides, type: switchOf(sides) }));
}

function leadsToChange({ after }: RuleSides, { root }: ObjectReference, find: BackendFinders): boolean {
  return servingBackends(after).some((backend) => find.head(backend, root)?.service.change !== undefined);
}

/** What becomes of the requests of one rule. */
interface RuleCourse {
  readonly rule: RuleSides;
  readonly before: RuleSide;
  readonly after: RuleSide;
  readonly endpoints: TrafficChange['endpoints'];
  readonly failingPercent: number;
  readonly windowSeconds: number | undefined;
}

interface RuleSide {
  readonly backends: readonly RouteBackend[];
  readonly pods: readonly WorkloadPods[];
}

/** What many hosts and paths do alike is computed once. */
function coursesOf(rules: readonly RuleSides[], route: ObjectReference, find: BackendFinders): readonly RuleCourse[] {
  const known = new Map<string, RuleCourse>();
  return rules.map((rule) => {
    const key = JSON.stringify([rule.before?.backends, rule.after.backends]);
    const course = known.get(key) ?? courseOf(rule, route, find);
    known.set(key, course);
    return { ...course, rule };
  });
}

function courseOf(rule: RuleSides, route: ObjectReference, find: BackendFinders): RuleCourse {
  const before = (rule.before ? servingBackends(rule.before) : []).map((backend) => foundBy(find.base, backend, route));
  const after = servingBackends(rule.after).map((backend) => foundBy(find.head, backend, route));
  const podsBefore = [...new Set(before.flatMap(({ pods }) => pods?.before ?? []))];
  const counted = countedByAny(after.flatMap(({ pods }) => pods?.counted ?? []));
  const points = availableSeries(counted);
  const endpoints = endpointCounts(podsBefore, points);
  return {
    rule,
    before: { backends: before.map(({ told }) => told), pods: podsBefore },
    after: {
      backends: after.map(({ told }) => told),
      pods: counted.filter(({ countsNew }) => countsNew).map(({ pods }) => pods),
    },
    endpoints,
    ...failureOf(rule.after, after, endpoints.before),
  };
}

interface FoundBackend {
  readonly backend: Backend;
  readonly told: RouteBackend;
  readonly pods: BackendPods | undefined;
}

function foundBy(find: FindBackend, backend: Backend, { root, namespace: own }: ObjectReference): FoundBackend {
  const { service, namespace, subset, weight } = backend;
  const pods = find(backend, root);
  const told = {
    service,
    ...(namespace !== undefined && namespace !== own && { namespace }),
    ...(subset !== undefined && { subset }),
    weight,
    ...(pods === undefined && { isUnknown: true }),
  };
  return { backend, told, pods };
}

/**
 * The share of the requests which goes to backends that have no ready pod at one moment, and how long that lasts. Where
 * nothing was reached before, nothing is lost.
 */
function failureOf(
  rule: RouteRule,
  after: readonly FoundBackend[],
  podsBefore: number,
): Pick<RuleCourse, 'failingPercent' | 'windowSeconds'> {
  const isUnknown = after.some(({ pods }) => pods === undefined);
  const empty = after.flatMap(({ backend, pods }) => {
    const points = availableSeries(pods?.counted ?? []);
    return pods && leastPods(points) === 0 ? [{ backend, ...emptyWindow(points) }] : [];
  });
  if (rule.fallsBack || podsBefore === 0 || empty.length === 0) {
    return { failingPercent: 0, windowSeconds: isUnknown ? undefined : 0 };
  }
  const share = empty.reduce((sum, { backend }) => sum + backend.weight, 0) / totalOf(rule);
  const windows = empty.map(({ windowSeconds }) => windowSeconds ?? Number.POSITIVE_INFINITY);
  const longest = windows.reduce((most, seconds) => Math.max(most, seconds));
  return {
    failingPercent: Math.round(1000 * share) / 10,
    windowSeconds: Number.isFinite(longest) ? longest : undefined,
  };
}

/** What fails most comes first, then what has the fewest endpoints. */
function byHarm(a: RuleCourse, b: RuleCourse): number {
  return b.failingPercent - a.failingPercent || a.endpoints.floor - b.endpoints.floor;
}

/** Each backend once, with the weight of its first rule. */
function selectionOf(courses: readonly RuleCourse[], side: 'before' | 'after') {
  const backends = new Map<string, RouteBackend>();
  for (const backend of courses.flatMap((course) => course[side].backends)) {
    const key = JSON.stringify([backend.namespace ?? null, backend.service, backend.subset ?? null]);
    if (!backends.has(key)) backends.set(key, backend);
  }
  const pods = [...new Set(courses.flatMap((course) => course[side].pods))];
  return { backends: [...backends.values()], workloads: workloadReferences(pods) };
}
