import { type ContainerPort, declaresPort, type ServicePort, servicePorts } from '../kubernetes/service-ports.ts';
import type { TrafficFact } from '../rules/traffic-facts.ts';
import { availableSeries, type CountedPods, emptyWindow } from './available-pods.ts';
import { objectName } from './object-name.ts';
import { countedPods } from './pod-selections.ts';
import type { ServiceTraffic } from './service-traffic.ts';
import type { WorkloadPods } from './workload-pods.ts';

type TargetPortFact = Extract<TrafficFact, { type: 'TargetPortMissing' }>;

export interface MissingTargetPort {
  readonly workload: WorkloadPods;
  readonly fact: TargetPortFact;
}

/**
 * The ports of a Service which lead nowhere because of this change, at most one workload of each. A name has to be
 * declared by a container; a number is only doubted where the containers declared it before and declare others now.
 */
export function missingTargetPorts({ selection }: ServiceTraffic): readonly MissingTargetPort[] {
  const { base, head } = selection.pair;
  if (!head) return [];
  const portsBefore = base ? servicePorts(base.object.value) : [];
  const counted = countedPods(selection);
  return servicePorts(head.object.value).flatMap((port) => {
    const former = portsBefore.find((each) => each.port === port.port && each.protocol === port.protocol);
    const lacking = counted.flatMap((each) => missingIn(each, port, former) ?? []);
    const [first] = lacking;
    if (!first) return [];
    const having = counted.map((each) => ({
      pods: each.pods,
      countsOld: each.countsOld && declares(port, each.pods.base?.ports),
      countsNew: each.countsNew && declares(port, each.pods.head?.ports),
    }));
    const fact = {
      type: 'TargetPortMissing' as const,
      service: objectName(selection.object.reference),
      port: port.port,
      target: port.target,
      workload: objectName(first.pods.workload.reference),
      pods: first.which,
      declared: declaredAs(port, first.ports),
      windowSeconds: emptyWindow(availableSeries(having)).windowSeconds,
    };
    return [{ workload: first.pods, fact }];
  });
}

interface Missing {
  readonly pods: WorkloadPods;
  readonly which: 'New' | 'Old';
  readonly ports: readonly ContainerPort[];
}

function missingIn(
  { pods, countsOld, countsNew }: CountedPods,
  port: ServicePort,
  former: ServicePort | undefined,
): Missing | undefined {
  const { base, head, rollout } = pods;
  if (!countsNew || !head) return undefined;
  const hadPort = former !== undefined && base !== undefined && declares(former, base.ports);
  if (!declares(port, head.ports)) {
    const isNamed = typeof port.target === 'string';
    const isNews = isNamed ? hadPort || !base || !former : hadPort && head.ports.length > 0;
    return isNews ? { pods, which: 'New', ports: head.ports } : undefined;
  }
  const rolls = rollout?.type === 'Rolls' || rollout?.type === 'RollsAndScales';
  const isMissingInOld = rolls && countsOld && hadPort && !declares(port, base.ports);
  return isMissingInOld ? { pods, which: 'Old', ports: base.ports } : undefined;
}

function declares(port: ServicePort, ports: readonly ContainerPort[] = []): boolean {
  return declaresPort(port, ports);
}

/** By name or by number, as the targetPort is. */
function declaredAs({ target }: ServicePort, ports: readonly ContainerPort[]): readonly (number | string)[] {
  return ports.flatMap(({ name, port }) => (typeof target === 'number' ? port : (name ?? [])));
}
