import type { JsonObject, JsonValue } from '../schema/json.ts';
import { fieldAt, integerAt, listAt, stringAt } from './field-access.ts';
import { containersOf, initContainersOf, isSidecar } from './pod-containers.ts';

/** One port of a Service and where in the pod its requests go. */
export interface ServicePort {
  readonly port: number;
  readonly protocol: string;
  /** A port number, or the name of a container's port. */
  readonly target: number | string;
}

export interface ContainerPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** The ports of a Service; a targetPort which is left out or 0 is the port itself. */
export function servicePorts(service: JsonObject): readonly ServicePort[] {
  return listAt(service, 'spec', 'ports').flatMap((each) => {
    const port = integerAt(each, 'port');
    if (port === undefined) return [];
    return [
      { port, protocol: stringAt(each, 'protocol') ?? 'TCP', target: targetOf(fieldAt(each, 'targetPort')) ?? port },
    ];
  });
}

function targetOf(target: JsonValue | undefined): number | string | undefined {
  if (typeof target === 'string') return target === '' ? undefined : target;
  return typeof target === 'number' && target > 0 ? target : undefined;
}

/** The ports which the containers of a pod declare, those of sidecars among them. */
export function containerPorts(podSpec: JsonObject): readonly ContainerPort[] {
  return [...containersOf(podSpec), ...initContainersOf(podSpec).filter(isSidecar)].flatMap((container) =>
    listAt(container, 'ports').flatMap((each) => {
      const port = integerAt(each, 'containerPort');
      return port === undefined
        ? []
        : [{ name: stringAt(each, 'name'), port, protocol: stringAt(each, 'protocol') ?? 'TCP' }];
    }),
  );
}

/** A container declares the port. That a number is declared is for information: requests reach it all the same. */
export function declaresPort({ target, protocol }: ServicePort, ports: readonly ContainerPort[]): boolean {
  return ports.some(
    (port) => port.protocol === protocol && (typeof target === 'string' ? port.name : port.port) === target,
  );
}

/** A pod is an endpoint of the port, as FindPort of the endpoint controllers resolves it: by number always. */
export function servesPort(servicePort: ServicePort, ports: readonly ContainerPort[]): boolean {
  return typeof servicePort.target === 'number' || declaresPort(servicePort, ports);
}

/** A pod is an endpoint of at least one port of the Service; of one without ports it always is. */
export function servesAnyPort(all: readonly ServicePort[], ports: readonly ContainerPort[]): boolean {
  return all.length === 0 || all.some((each) => servesPort(each, ports));
}
