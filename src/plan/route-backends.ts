import { selectorFromLabels, selectorMatches } from '../kubernetes/label-selector.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { candidatesByKey, resolveReference } from '../roots/resolve-reference.ts';
import { type CountedPods, countMoments } from './available-pods.ts';
import { nameKey, ownNameKey } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import { dividedService, subsetLabels } from './routes/destination-rule.ts';
import type { Backend } from './routes/route-kind.ts';
import { backendKey } from './routes/route-switch.ts';
import { serviceKey } from './routes/service-host.ts';
import type { ServiceTraffic } from './service-traffic.ts';
import type { PodKind, WorkloadPods } from './workload-pods.ts';

/** The pods of one backend of a route. */
export interface BackendPods {
  readonly service: ServiceTraffic;
  readonly before: readonly WorkloadPods[];
  readonly counted: readonly CountedPods[];
  /** How many moments they take to count. */
  readonly moments: number;
}

/** The pods of a backend as a route in some root means it; undefined: they are not in these files, or not forecast. */
export type FindBackend = (backend: Backend, root: string) => BackendPods | undefined;

type Side = keyof RevisionPair;

/** Finds what backends mean in one revision, by the Services and the DestinationRules of that revision. */
export function backendFinder(
  services: readonly ServiceTraffic[],
  destinationRules: readonly RevisionPair[],
  side: Side,
): FindBackend {
  const inRevision = services.filter(({ selection }) => selection.pair[side]);
  const serviceByName = candidatesByKey(
    inRevision,
    ({ selection: { pair, object } }) => ownNameKey(pair[side] ?? object),
    ({ selection: { object } }) => [object.reference.root],
  );
  const divisions = destinationRules.flatMap((pair) => pair[side] ?? []);
  const divisionByService = candidatesByKey(
    divisions,
    (rule) => {
      const service = dividedService(rule);
      return service ? serviceKey(service) : nameKey(rule, '', '');
    },
    ({ reference }) => [reference.root],
  );
  const find: FindBackend = (backend, root) => {
    const key = serviceKey(backend);
    const [service] = resolveReference(root, serviceByName.get(key)).targets;
    if (!service?.isForecast) return undefined;
    const divided = resolveReference(root, divisionByService.get(key)).targets;
    const isIn = subsetTest(backend.subset, divided);
    if (!isIn) return undefined;
    const counted = service.counted.map(({ pods, countsOld, countsNew }) => ({
      pods,
      countsOld: countsOld && isIn(pods.base),
      countsNew: countsNew && isIn(pods.head),
    }));
    const before = service.before.filter((pods) => isIn(pods.base));
    // Pods which were there before are known, also where none is left.
    const isKnown = before.length > 0 || counted.some((each) => each.countsOld || each.countsNew);
    return isKnown ? { service, before, counted, moments: momentsOf(service) } : undefined;
  };
  return remembering(find);
}

/** Many hosts and paths lead to one Service. */
function remembering(find: FindBackend): FindBackend {
  const known = new Map<string, BackendPods | undefined>();
  return (backend, root) => {
    const key = JSON.stringify([root, backendKey(backend)]);
    if (!known.has(key)) known.set(key, find(backend, root));
    return known.get(key);
  };
}

function momentsOf({ before, counted }: ServiceTraffic): number {
  return countMoments([...before, ...counted.map(({ pods }) => pods)]);
}

/** Whether pods belong to a subset; undefined: no DestinationRule in these files tells what it is. */
function subsetTest(
  subset: string | undefined,
  rules: readonly RevisionObject[],
): ((pods: PodKind | undefined) => boolean) | undefined {
  if (subset === undefined) return () => true;
  const labels = rules.map((rule) => subsetLabels(rule, subset)).find((found) => found !== undefined);
  if (!labels) return undefined;
  const selector = selectorFromLabels(labels);
  return (pods) => pods !== undefined && selectorMatches(selector, pods.labels);
}
