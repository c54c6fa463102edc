import type { ReplacedWorkload } from '../rules/rule-facts.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import type { RuleSubject } from './collect-findings.ts';
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
  return subjects.map((subject) => {
    const from = subject.change && replacedOf(subject.change.change);
    const to = forecastOf.get(subject.change);
    if (!from || !to || !stopping.has(identityKey(from))) return subject;
    const replacedWorkload = gapBetween(from, to, traffic);
    return replacedWorkload ? { ...subject, facts: { ...subject.facts, replacedWorkload } } : subject;
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
  traffic: readonly TrafficChange[],
): ReplacedWorkload | undefined {
  const first = series.find(({ newAvailable }) => newAvailable > 0);
  if (rollout.capacity.desired === 0 || first?.at === 0) return undefined;
  const before = traffic.filter((service) => leadsTo(service.before, from) && service.endpoints.before > 0);
  const after = before.length > 0 ? traffic.filter((service) => leadsTo(service.after, rollout.object)) : [];
  const emptied = after.filter(({ endpoints }) => endpoints.floor === 0);
  if ((after.length > 0 && emptied.length === 0) || after.some((service) => service.switch)) return undefined;
  return {
    name: objectName(from),
    ...(first && { gapSeconds: first.at }),
    emptiedServices: emptied.map(({ object }) => objectName(object)),
  };
}

function leadsTo(selection: TrafficChange['after'], workload: ObjectReference): boolean {
  const key = identityKey(workload);
  return selection?.workloads.some((each) => identityKey(each) === key) ?? false;
}
