import { isJsonObject, type JsonObject } from '../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from './field-access.ts';
import { runningContainersOf } from './pod-containers.ts';

/** A port of the node which a pod takes for itself. */
export interface HostPort {
  readonly port: number;
  readonly protocol: string;
  /** Empty: every address of the node. */
  readonly hostIp: string;
}

/**
 * The host ports of a pod template. On the host's network every container port is one; the API server fills that in for
 * pods only, not in templates. Upstream schedutil.GetHostPorts.
 */
export function hostPortsOf(template: JsonObject): readonly HostPort[] {
  const podSpec = objectAt(template, 'spec');
  const isOnHostNetwork = fieldAt(podSpec, 'hostNetwork') === true;
  return runningContainersOf(podSpec)
    .flatMap((container) => listAt(container, 'ports').filter(isJsonObject))
    .flatMap((stated) => {
      const port = integerAt(stated, 'hostPort') ?? (isOnHostNetwork ? integerAt(stated, 'containerPort') : undefined);
      if (port === undefined || port <= 0) return [];
      const hostIp = stringAt(stated, 'hostIP') ?? '';
      return [{ port, protocol: stringAt(stated, 'protocol') ?? 'TCP', hostIp: hostIp === anyAddress ? '' : hostIp }];
    });
}

/** The first host port of a pod which another pod on the same node keeps from it. Upstream HostPortInfo.CheckConflict. */
export function contestedPort(wanted: readonly HostPort[], held: readonly HostPort[]): HostPort | undefined {
  return wanted.find((each) => held.some((other) => areSame(each, other)));
}

const anyAddress = '0.0.0.0';

function areSame(one: HostPort, other: HostPort): boolean {
  if (one.port !== other.port || one.protocol !== other.protocol) return false;
  return one.hostIp === other.hostIp || one.hostIp === '' || other.hostIp === '';
}

/** Where a pod template writes the port, as a field path from the template on. */
export function hostPortField(template: JsonObject, { port }: HostPort): string {
  for (const list of ['containers', 'initContainers']) {
    for (const [at, container] of listAt(template, 'spec', list).entries()) {
      const index = listAt(container, 'ports').findIndex((stated) =>
        [integerAt(stated, 'hostPort'), integerAt(stated, 'containerPort')].includes(port),
      );
      if (index >= 0) return `spec.${list}[${at}].ports[${index}]`;
    }
  }
  return 'spec.containers';
}

/** `host port 9100`, `host port 53/UDP`. */
export function hostPortName({ port, protocol }: HostPort): string {
  return protocol === 'TCP' ? `host port ${port}` : `host port ${port}/${protocol}`;
}
