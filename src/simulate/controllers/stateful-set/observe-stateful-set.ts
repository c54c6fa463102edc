import { countAt, objectAt, stringAt } from '../../../kubernetes/field-access.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { LiveWorkload } from '../../workload-controller.ts';
import { type AlikePods, type OrdinalRange, type PodStatus, podsWithin } from './pod-ranges.ts';
import type { StatefulSetSpec } from './stateful-set-spec.ts';
import type { StatefulSetState } from './stateful-set-state.ts';

/**
 * The most plausible pods behind the numbers of a status, which does not list them: they have neighbouring ordinals from
 * the first one on, and those of the present template are the highest. Pods which are not available are the lowest of
 * those while an update is under way, since it goes downwards; without one they are the highest, since pods are created
 * upwards. Pods of whatever other revision count as one revision of its own: no pod of it is ever taken for one of
 * the wanted template, so that a change back to it is told to replace a few pods too many.
 */
export function observeStatefulSet({ object, templateId }: LiveWorkload, spec: StatefulSetSpec): StatefulSetState {
  const status = objectAt(object, 'status');
  const { replicas, updated, available } = podNumbers(status);
  const present = templateId(objectAt(object, 'spec', 'template'));
  const isUpdating = stringAt(status, 'currentRevision') !== stringAt(status, 'updateRevision');
  const other = otherRevision(status, [present, spec.template]);
  const first = countAt(object, 'spec', 'ordinals', 'start') ?? 0;
  const end = first + replicas - 1;
  const oldEnd = end - updated;
  const unready = replicas - available;
  const unreadyEnd = isUpdating ? Math.min(end, oldEnd + unready) : end;
  const notReady: OrdinalRange = { from: unreadyEnd - unready + 1, to: unreadyEnd };
  const revisions = [
    { from: first, to: oldEnd, revision: other },
    { from: oldEnd + 1, to: end, revision: present },
  ].filter(({ from, to }) => from <= to);
  const within = (from: number, to: number, status: PodStatus) =>
    podsWithin(revisions, from, to).map((each): AlikePods => ({ ...each, status }));
  return {
    pods: [
      ...within(first, notReady.from - 1, 'Available'),
      ...within(notReady.from, notReady.to, 'Starting'),
      ...within(notReady.to + 1, end, 'Available'),
    ],
    currentRevision: isUpdating ? other : present,
  };
}

/** A status counts pods and names none. */
export function guessesOfStatefulSet({ object }: LiveWorkload): readonly string[] {
  const { replicas, updated, available } = podNumbers(objectAt(object, 'status'));
  return updated < replicas || available < replicas
    ? ['Which of its pods are old or not available is guessed from the numbers in its status.']
    : [];
}

interface PodNumbers {
  readonly replicas: number;
  readonly updated: number;
  readonly available: number;
}

function podNumbers(status: JsonObject): PodNumbers {
  const replicas = countAt(status, 'replicas') ?? 0;
  const atMostAll = (field: string) => Math.min(replicas, countAt(status, field) ?? 0);
  return { replicas, updated: atMostAll('updatedReplicas'), available: atMostAll('availableReplicas') };
}

/** The name of the revision which pods had before, made different from every template that is known. */
function otherRevision(status: JsonObject, known: readonly string[]): string {
  let revision = stringAt(status, 'currentRevision') ?? '';
  while (known.includes(revision)) revision += "'";
  return revision;
}
