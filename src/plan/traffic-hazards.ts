import type { ObjectChange } from '../diff/object-change.ts';
import type { TrafficFact } from '../rules/traffic-facts.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { availableSeries, emptyWindow } from './available-pods.ts';
import { type RuleSubject, withFacts } from './collect-findings.ts';
import { objectName } from './object-name.ts';
import { selectsPodsOf, serviceSelector } from './relations.ts';
import type { ServiceTraffic } from './service-traffic.ts';
import { missingTargetPorts } from './target-port-facts.ts';
import type { Traffic } from './traffic-changes.ts';
import type { WorkloadPods } from './workload-pods.ts';

/** A hazard and the changed object which brings it about. */
interface Hazard {
  readonly blamed: ObjectReference;
  readonly fact: TrafficFact;
}

/** Tells the rules what the changed objects do to the requests of Services and routes. */
export function withTrafficHazards(
  subjects: readonly RuleSubject[],
  { services, changes }: Traffic,
  pods: readonly WorkloadPods[],
): readonly RuleSubject[] {
  const changed = new Map(
    subjects.flatMap(({ change }) => (change ? [[identityKey(change.change.object), change] as const] : [])),
  );
  const hazards = [...services.flatMap((service) => serviceHazards(service, changed)), ...switchHazards(changes, pods)];
  const byBlamed = Map.groupBy(hazards, ({ blamed }) => identityKey(blamed));
  return withFacts(subjects, ({ change }) => {
    const own = byBlamed.get(identityKey(change.object));
    return own && { traffic: own.map(({ fact }) => fact) };
  });
}

type Changed = ReadonlyMap<string, ObjectChange>;

function serviceHazards(service: ServiceTraffic, changed: Changed): readonly Hazard[] {
  if (!service.change?.after) return [];
  const ports = portHazards(service, changed);
  if (ports.length > 0) return ports;
  return noPods(service, service.change, changed) ?? emptyDuringRollout(service, service.change, changed) ?? [];
}

/** The Service is to blame if it changes what it asks for, else the workload. */
function portHazards(service: ServiceTraffic, changed: Changed): readonly Hazard[] {
  const { reference } = service.selection.object;
  const isServiceChanged = changed.has(identityKey(reference));
  return missingTargetPorts(service).map(({ workload, fact }) => ({
    blamed: isServiceChanged ? reference : workload.workload.reference,
    fact,
  }));
}

function noPods(
  { selection, behind }: ServiceTraffic,
  { before, after, endpoints, switch: moved }: TrafficChange,
  changed: Changed,
): readonly Hazard[] | undefined {
  const { head } = selection.pair;
  if (!head || !serviceSelector(head) || selection.selected.head.type === 'Ambiguous') return undefined;
  if (!before || endpoints.before === 0 || (after?.workloads.length ?? 0) > 0) return undefined;
  const staying = behind.before.filter((pods) => pods.head !== undefined);
  const relabelled = staying.find(({ workload }) => changed.has(identityKey(workload.reference)));
  const blamed = moved ? head.reference : relabelled?.workload.reference;
  if (!blamed) return undefined;
  const fact = {
    type: 'SelectsNoPods' as const,
    service: objectName(head.reference),
    cause: moved ? ('Selector' as const) : ('Labels' as const),
    workloads: before.workloads.map(objectName),
    areRemoved: staying.length === 0,
    neverStarted: namesOf(staying.filter(({ workload }) => selectsPodsOf(head, workload))),
  };
  return [{ blamed, fact }];
}

/**
 * A workload which stops and another which starts. What one rollout alone does is told of that rollout, and of a workload
 * which continues under another name that.
 */
function emptyDuringRollout(
  { counted, behind }: ServiceTraffic,
  { endpoints, switch: moved, object }: TrafficChange,
  changed: Changed,
): readonly Hazard[] | undefined {
  if (moved || endpoints.before === 0 || endpoints.floor > 0 || endpoints.after === 0) return undefined;
  const present = counted.map(({ pods }) => pods);
  const stopping = present.filter((pods) => pods.before > 0 && pods.desired === 0);
  const starting = present.filter((pods) => pods.before === 0 && pods.desired > 0);
  const [blamed] = [...stopping, ...starting].filter((pods) => changed.has(keyOf(pods)));
  const isRenamed = starting.some((pods) => changed.get(keyOf(pods))?.change.pairedWith !== undefined);
  if (!blamed || stopping.length === 0 || starting.length === 0 || isRenamed) return undefined;
  if (stopping.length + starting.length < behind.before.length) return undefined;
  const fact = {
    type: 'EmptyDuringRollout' as const,
    service: objectName(object),
    stopping: namesOf(stopping),
    starting: namesOf(starting),
    windowSeconds: emptyWindow(availableSeries(counted)).windowSeconds,
  };
  return [{ blamed: blamed.workload.reference, fact }];
}

function switchHazards(changes: readonly TrafficChange[], pods: readonly WorkloadPods[]): readonly Hazard[] {
  const byKey = new Map(pods.map((each) => [keyOf(each), each]));
  return changes.flatMap((change) => {
    const failingPercent = failingPercentOf(change);
    const moved = change.switch;
    if (!moved || failingPercent === 0) return [];
    const after = (change.after?.workloads ?? []).map(identityKey);
    const before = new Set((change.before?.workloads ?? []).map(identityKey));
    const starting = after.flatMap((key) => byKey.get(key) ?? []).filter((each) => each.changes && each.desired > 0);
    const fact = {
      type: 'SwitchBeforeReady' as const,
      name: objectName(change.object),
      by: moved.type,
      starting: namesOf(starting),
      areRelabelled: moved.type === 'Selector' && after.some((key) => before.has(key)),
      failingPercent,
      windowSeconds: moved.windowSeconds,
    };
    return [{ blamed: change.object, fact }];
  });
}

/** What selects no pods in head is another hazard. */
function failingPercentOf({ switch: moved, endpoints, after }: TrafficChange): number {
  if (!moved) return 0;
  if (moved.type !== 'Selector') return moved.failingPercent;
  return endpoints.before > 0 && endpoints.floor === 0 && (after?.workloads.length ?? 0) > 0 ? 100 : 0;
}

function keyOf({ workload }: WorkloadPods): string {
  return identityKey(workload.reference);
}

function namesOf(pods: readonly WorkloadPods[]): readonly string[] {
  return pods.map(({ workload }) => objectName(workload.reference));
}
