import type { ReplacedWorkload } from '../rules/rule-facts.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { type RuleSubject, withFacts } from './collect-findings.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import { objectName } from './object-name.ts';

/** Tells the rules of workloads which take the place of others that the same change deletes. */
export function withReplacedWorkloads(
  subjects: readonly RuleSubject[],
  forecasts: readonly ForecastOf[],
  traffic: readonly TrafficChange[],
): readonly RuleSubject[] {
  const forecastOf = new Map(forecasts.map((forecast) => [forecast.objectChange, forecast]));
  const stopping = new Set(
    subjects.flatMap(({ change }) => (change && stopsPods(change.change) ? [identityKey(change.change.object)] : [])),
  );
  const services = servicesByWorkload(traffic);
  return withFacts(subjects, (change) => {
    const from = replacedOf(change.change);
    const to = forecastOf.get(change);
    if (!from || !to || !stopping.has(identityKey(from))) return undefined;
    const replacedWorkload = gapBetween(from, to, services);
    return replacedWorkload && { replacedWorkload };
  });
}

function stopsPods({ action, effects }: ResourceChange): boolean {
  return action === 'delete' && effects.some((effect) => effect.type === 'StopsPods' && effect.replicas !== 0);
}

/** Of a created object the one whose place it takes as another one, not as the same under a new name. */
function replacedOf({ action, effects, pairedWith }: ResourceChange): ObjectReference | undefined {
  return action === 'create' && effects.some(({ type }) => type === 'Recreates') ? pairedWith?.object : undefined;
}

/** undefined: no pods are missed, others stand behind the same Services, or a Service switches to the new ones, which is told of it. */
function gapBetween(
  from: ObjectReference,
  { rollout, series }: ForecastOf,
  services: ServicesByWorkload,
): ReplacedWorkload | undefined {
  const first = series.find(({ newAvailable }) => newAvailable > 0);
  if (rollout.capacity.desired === 0 || first?.at === 0) return undefined;
  const before = (services.before.get(identityKey(from)) ?? []).filter(({ endpoints }) => endpoints.before > 0);
  const after = before.length > 0 ? (services.after.get(identityKey(rollout.object)) ?? []) : [];
  const emptied = after.filter(({ endpoints }) => endpoints.floor === 0);
  if ((after.length > 0 && emptied.length === 0) || after.some((service) => service.switch)) return undefined;
  return {
    name: objectName(from),
    ...(first && { gapSeconds: first.at }),
    emptiedServices: emptied.map(({ object }) => objectName(object)),
  };
}

/** Those which lead to the pods of a workload, by its identity. */
interface ServicesByWorkload {
  readonly before: ReadonlyMap<string, readonly TrafficChange[]>;
  readonly after: ReadonlyMap<string, readonly TrafficChange[]>;
}

function servicesByWorkload(traffic: readonly TrafficChange[]): ServicesByWorkload {
  const services = traffic.filter(({ object }) => object.kind === 'Service');
  const by = (side: 'before' | 'after') => {
    const leading = services.flatMap((service) =>
      (service[side]?.workloads ?? []).map((workload) => ({ key: identityKey(workload), service })),
    );
    return new Map(
      [...Map.groupBy(leading, ({ key }) => key)].map(([key, group]) => [key, group.map(({ service }) => service)]),
    );
  };
  return { before: by('before'), after: by('after') };
}
