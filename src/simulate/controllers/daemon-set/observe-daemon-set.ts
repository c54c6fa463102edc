import { countAt, objectAt } from '../../../kubernetes/field-access.ts';
import { hostPortsOf } from '../../../kubernetes/host-ports.ts';
import type { LiveWorkload } from '../../workload-controller.ts';
import type { DaemonSetState, FoundNodes } from './initial-world.ts';

/**
 * What the status of a live DaemonSet tells. The status counts nodes, by the oldest pod of each: surge pods beside it are
 * not seen, and neither which pods are not available: those of the present template are taken first, then those of
 * another revision, whose template is unknown and gets a name of its own. Host ports are taken to be the same.
 * Example: desired 10, current 9, updated 4, available 6: 3 updated pods are not available, 1 is, 5 of the other
 * revision are, 1 node has no pod.
 */
export function observeDaemonSet({ object, templateId }: LiveWorkload): DaemonSetState {
  const status = objectAt(object, 'status');
  const template = objectAt(object, 'spec', 'template');
  const countOf = (field: string) => countAt(status, field) ?? 0;
  const desired = countOf('desiredNumberScheduled');
  const current = Math.min(countOf('currentNumberScheduled'), desired);
  const updated = Math.min(countOf('updatedNumberScheduled'), current);
  const available = Math.min(countOf('numberAvailable'), current);
  const brokenUpdated = Math.min(updated, current - available);
  const brokenOld = current - available - brokenUpdated;
  const id = templateId(template);
  const otherId = `another revision than ${id}`;
  const groups: readonly FoundNodes[] = [
    { nodes: updated - brokenUpdated, pods: [{ template: id, phase: 'Available' }] },
    { nodes: brokenUpdated, pods: [{ template: id, phase: 'NotAvailable' }] },
    { nodes: current - updated - brokenOld, pods: [{ template: otherId, phase: 'Available' }] },
    { nodes: brokenOld, pods: [{ template: otherId, phase: 'NotAvailable' }] },
    { nodes: desired - current, pods: [] },
  ];
  const ports = hostPortsOf(template);
  return {
    groups: groups.filter(({ nodes }) => nodes > 0),
    hostPorts: [id, otherId].map((each) => ({ template: each, ports })),
  };
}

/** A status counts nodes and names none. */
export function guessesOfDaemonSet({ object }: LiveWorkload): readonly string[] {
  const count = (field: string) => countAt(object, 'status', field) ?? 0;
  const desired = count('desiredNumberScheduled');
  return count('updatedNumberScheduled') < desired || count('numberAvailable') < desired
    ? ['On which nodes its pods are old or not available is guessed from the numbers in its status.']
    : [];
}
