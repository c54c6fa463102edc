import { fieldAt, integerAt, listAt, stringAt } from '../../kubernetes/field-access.ts';
import { containersOf, initContainersOf } from '../../kubernetes/pod-containers.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { type Refusal, refused } from './compiled-step.ts';
import { isDeployment, isRenamed, kindOf, nameOf, nounOf, objectKey, podLabels } from './object-parts.ts';
import {
  autoscalersOf,
  matchLabels,
  serviceSelects,
  servicesInFront,
  type WorkloadInPlace,
  workloadSelects,
} from './workload-in-place.ts';

/** What no strategy here can do without. */
export function notCompiled({ before, after }: WorkloadInPlace): Refusal | undefined {
  if (!isDeployment(before) || !isDeployment(after)) {
    return refused(
      `Only a Deployment of apps/v1 is compiled to steps; the pods of a ${kindOf(before)} have names, volumes or nodes of their own.`,
      'Let its own updateStrategy roll it.',
    );
  }
  if (Object.keys(matchLabels(before)).length === 0) {
    return refused(`${nounOf(before)} has no matchLabels in its selector.`, 'Write them; they name its pods.');
  }
  if (fieldAt(before, 'spec', 'paused') === true || fieldAt(after, 'spec', 'paused') === true) {
    return refused(`${nounOf(before)} is paused: its controller rolls nothing out.`, 'Resume it first.');
  }
  return undefined;
}

/** Why a strategy which leads from one revision of an object to the next cannot do so. */
export function cannotRename({ before, after }: WorkloadInPlace): Refusal | undefined {
  if (!isRenamed({ before, after })) return undefined;
  return refused(
    `${nounOf(before)} becomes ${nounOf(after)}: these are two objects.`,
    'Use blue-green, or keep the name.',
  );
}

/** Why two versions of the workload cannot run at once. */
export function cannotRunTwice(workload: WorkloadInPlace): Refusal | undefined {
  const volume = singleAttachClaim(workload);
  if (volume) {
    return refused(
      `PersistentVolumeClaim ${nameOf(volume.claim)} is ${volume.mode}: pods of two versions may not be able to attach it at once.`,
      'Use recreate.',
    );
  }
  const port = hostPort(workload.before) ?? hostPort(workload.after);
  if (port !== undefined) {
    return refused(
      `The pods take port ${port} of their node: a second version needs other nodes.`,
      'Use rolling-update with maxSurge 0, or recreate.',
    );
  }
  return undefined;
}

/** A volume claim that one node at a time can attach, or one pod. */
function singleAttachClaim({ before, after, claims }: WorkloadInPlace) {
  const names = new Set(
    [before, after]
      .flatMap((workload) => listAt(workload, 'spec', 'template', 'spec', 'volumes'))
      .map((volume) => stringAt(volume, 'persistentVolumeClaim', 'claimName')),
  );
  return claims
    .filter((claim) => names.has(nameOf(claim)))
    .map((claim) => ({ claim, modes: listAt(claim, 'spec', 'accessModes') }))
    .flatMap(({ claim, modes }) => {
      const isShared = modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany');
      const mode = modes.includes('ReadWriteOncePod') ? 'ReadWriteOncePod' : 'ReadWriteOnce';
      return isShared || !modes.includes(mode) ? [] : [{ claim, mode }];
    })[0];
}

function hostPort(workload: JsonObject): number | undefined {
  const podSpec = fieldAt(workload, 'spec', 'template', 'spec');
  if (!isJsonObject(podSpec)) return undefined;
  const ports = [...containersOf(podSpec), ...initContainersOf(podSpec)].flatMap((each) => listAt(each, 'ports'));
  const field = fieldAt(podSpec, 'hostNetwork') === true ? 'containerPort' : 'hostPort';
  return ports
    .map((port) => integerAt(port, 'hostPort') ?? integerAt(port, field))
    .find((port) => port !== undefined && port > 0);
}

/** Why the Services in front cannot lead to one of two versions. */
export function cannotSwitch(workload: WorkloadInPlace): Refusal | undefined {
  const { before, neighbours } = workload;
  const services = servicesInFront(workload);
  if (services.length === 0) {
    return refused(
      `No Service selects the pods of ${nounOf(before)}: there is nothing to switch.`,
      'Use rolling-update-no-downtime.',
    );
  }
  for (const service of services) {
    const other = neighbours.find((neighbour) => serviceSelects(service, podLabels(neighbour)));
    if (other) {
      return refused(
        `${nounOf(service)} leads to ${nounOf(other)} as well: what share each has cannot be said.`,
        `Give ${nounOf(before)} a Service of its own, or use rolling-update-no-downtime.`,
      );
    }
  }
  return undefined;
}

/** A Service must not be switched to no pods. */
export function cannotServe({ after }: WorkloadInPlace, replicas: number): Refusal | undefined {
  if (replicas > 0) return undefined;
  return refused(
    `${nounOf(after)} is to have 0 pods: its Services would be switched to nothing.`,
    'Scale it up first, or use rolling-update-no-downtime.',
  );
}

/** A workload which a strategy makes must not meet another one. */
export function cannotCreate(created: JsonObject, { before, neighbours }: WorkloadInPlace): Refusal | undefined {
  const taken = [before, ...neighbours].find((each) => objectKey(each) === objectKey(created));
  if (taken) {
    return refused(`${nounOf(created)} exists already.`, 'Remove it first, or rename the workload.');
  }
  const overlapping = neighbours.find((neighbour) => overlaps(created, neighbour));
  if (overlapping) {
    return refused(
      `The selectors of ${nounOf(created)} and ${nounOf(overlapping)} would overlap: each would count the other’s pods as its own.`,
      `Give the pods of ${nounOf(overlapping)} a label which ${nounOf(created)} does not ask for, and ask for it in its selector.`,
    );
  }
  return undefined;
}

/** Whether one of two workloads selects the pods of the other. */
export function overlaps(one: JsonObject, other: JsonObject): boolean {
  return workloadSelects(one, podLabels(other)) || workloadSelects(other, podLabels(one));
}

/** The number of pods is only what it is now. */
export function autoscalerRemarks(workload: WorkloadInPlace, replicas: number): readonly string[] {
  return autoscalersOf(workload).map(
    (autoscaler) =>
      `${nounOf(autoscaler)} decides how many pods there are: the steps count on ${replicas}. Look at the present number first.`,
  );
}
