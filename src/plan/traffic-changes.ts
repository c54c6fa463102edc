import type { ObjectReference } from '../schema/object-reference.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { countMoments } from './available-pods.ts';
import {
  byIdentity,
  type PodSelection,
  podSelections,
  type UndecidedSelectors,
  undecidedSelectors,
} from './pod-selections.ts';
import { present, type RevisionPair } from './revision-pairs.ts';
import { backendFinder } from './route-backends.ts';
import { routeMoments, routeTraffic } from './route-traffic.ts';
import { type ServiceTraffic, serviceTraffic } from './service-traffic.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** All which decides where requests go. */
export interface TrafficObjects {
  readonly services: readonly RevisionPair[];
  readonly routes: readonly RevisionPair[];
  readonly destinationRules: readonly RevisionPair[];
}

export interface Traffic {
  readonly changes: readonly TrafficChange[];
  /** All Services of which the endpoints are counted. */
  readonly services: readonly ServiceTraffic[];
  readonly undecided: readonly UndecidedSelectors[];
  /** The Services and routes whose endpoints are not counted: there are too many pods behind too many of them. */
  readonly tooMany: readonly ObjectReference[];
}

/** Moments at which endpoints are counted, of all Services and routes together. */
const momentsMax = 5_000_000;

/**
 * What each Service and route has behind it before, during and after the change, sorted by identity. One is listed if it
 * sends requests elsewhere or a workload behind it changes; a Service is left out where one of its workloads could not be
 * forecast, since any number would be a guess.
 */
export function trafficChanges(
  { services, routes, destinationRules }: TrafficObjects,
  workloads: readonly WorkloadPods[],
): Traffic {
  const takes = momentsBudget();
  const selections = podSelections(services, workloads);
  const counted = new Set(selections.filter((selection) => takes(countMoments(podsOf(selection)))));
  const told = [...counted].map(serviceTraffic);
  const find = {
    base: backendFinder(told, destinationRules, 'base'),
    head: backendFinder(told, destinationRules, 'head'),
  };
  const countedRoutes = new Set(routes.filter((pair) => takes(routeMoments(pair, find))));
  return {
    changes: [
      ...told.flatMap(({ change }) => change ?? []),
      ...[...countedRoutes].flatMap((pair) => routeTraffic(pair, find) ?? []),
    ].toSorted((a, b) => byIdentity(a.object, b.object)),
    services: told,
    undecided: undecidedSelectors(selections),
    tooMany: [
      ...selections.flatMap((each) => (counted.has(each) ? [] : [each.object.reference])),
      ...routes.flatMap((pair) => (countedRoutes.has(pair) ? [] : (present(pair)?.reference ?? []))),
    ],
  };
}

/** Takes some moments out of what is left; false: there are not enough. */
function momentsBudget(): (moments: number) => boolean {
  let left = momentsMax;
  return (moments) => {
    left -= moments;
    return left >= 0;
  };
}

function podsOf({ selected: { base, head } }: PodSelection): readonly WorkloadPods[] {
  return [...new Set([...base.targets, ...head.targets])];
}
