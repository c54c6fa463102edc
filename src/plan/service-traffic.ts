import { type ServicePort, servesAnyPort, servicePorts } from '../kubernetes/service-ports.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { availableSeries, type CountedPods, emptyWindow, endpointCounts } from './available-pods.ts';
import { countedPods, type PodSelection, podsBehind, workloadReferences } from './pod-selections.ts';
import { externalName, type Labels, serviceSelector } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import { serviceRemarks } from './service-remarks.ts';
import type { PodKind, WorkloadPods } from './workload-pods.ts';

/** A Service and its endpoints: the pods which it selects and which have one of its ports. */
export interface ServiceTraffic {
  readonly selection: PodSelection;
  /** Of whichever port. */
  readonly behind: ReturnType<typeof podsBehind>;
  /** The workloads whose pods are endpoints before the change. */
  readonly before: readonly WorkloadPods[];
  /** Those whose pods are from the apply on. */
  readonly counted: readonly CountedPods[];
  /** All of them were forecast, or rest. */
  readonly isForecast: boolean;
  /** undefined: nothing changes at it, or no number is known. */
  readonly change: TrafficChange | undefined;
}

export function serviceTraffic(selection: PodSelection): ServiceTraffic {
  const { base, head } = selection.pair;
  const portsBefore = base ? servicePorts(base.object.value) : [];
  const portsAfter = head ? servicePorts(head.object.value) : [];
  const targets = [...selection.selected.base.targets, ...selection.selected.head.targets];
  const behind = podsBehind(selection);
  const traffic = {
    selection,
    behind,
    before: behind.before.filter((pods) => hasPort(pods.base, portsBefore)),
    counted: countedPods(selection).map(({ pods, countsOld, countsNew }) => ({
      pods,
      countsOld: countsOld && hasPort(pods.base, portsAfter),
      countsNew: countsNew && hasPort(pods.head, portsAfter),
    })),
    isForecast: targets.every(({ series }) => series !== undefined),
  };
  return { ...traffic, change: changeOf(traffic) };
}

function hasPort(pods: PodKind | undefined, ports: readonly ServicePort[]): boolean {
  return pods !== undefined && servesAnyPort(ports, pods.ports);
}

function changeOf({
  selection,
  behind,
  before,
  counted,
  isForecast,
}: Omit<ServiceTraffic, 'change'>): TrafficChange | undefined {
  const { pair, object, selected } = selection;
  const { base, head } = pair;
  const targets = [...selected.base.targets, ...selected.head.targets];
  const moves = asksForOthers(pair);
  const isTouched = moves || hasOtherPorts(pair) || targets.some(({ changes }) => changes);
  if (!isTouched || !isForecast) return undefined;

  const points = availableSeries(counted);
  const remarks = serviceRemarks(selection, moves);
  return {
    object: object.reference,
    ...(base && { before: { ...targetOf(base), workloads: workloadReferences(behind.before) } }),
    ...(head && { after: { ...targetOf(head), workloads: workloadReferences(behind.after) } }),
    endpoints: endpointCounts(before, points),
    ...(moves && {
      switch: {
        type: 'Selector' as const,
        before: sorted(base && serviceSelector(base)),
        after: sorted(head && serviceSelector(head)),
        ...emptyWindow(points),
      },
    }),
    ...(remarks.length > 0 && { remarks }),
  };
}

function targetOf(service: RevisionObject): { readonly selector?: Labels; readonly externalName?: string } {
  const host = externalName(service);
  if (host !== undefined) return { externalName: host };
  const selector = serviceSelector(service);
  return selector ? { selector: sorted(selector) } : {};
}

function asksForOthers({ base, head }: RevisionPair): boolean {
  return base !== undefined && head !== undefined && !sameJson(targetOf(base), targetOf(head));
}

function hasOtherPorts({ base, head }: RevisionPair): boolean {
  if (!base || !head || base === head || !serviceSelector(head)) return false;
  return !sameJson(servicePorts(base.object.value), servicePorts(head.object.value));
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The order of the keys in the manifest must not show in the plan. */
function sorted(labels: Labels = {}): Labels {
  return Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => byCodeUnit(a, b)));
}
