import type { ObjectChange } from '../diff/object-change.ts';
import { touchesField } from '../diff/touches-field.ts';
import { fieldAt, integerAt, stringAt } from '../kubernetes/field-access.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import type { JsonObject } from '../schema/json.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ResourceChange } from '../schema/resource-change.ts';

/** A change of a workload whose running pods no controller replaces; both sides with the API defaults. */
interface KindChange {
  readonly change: ResourceChange;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

type Remark = (change: KindChange) => string | undefined;

const replicaSet: readonly Remark[] = [laterPods];
const remarksOf: Readonly<Record<string, readonly Remark[]>> = {
  'apps/ReplicaSet': replicaSet,
  'extensions/ReplicaSet': replicaSet,
  '/ReplicationController': replicaSet,
  'batch/Job': [parallelism, suspendedJob, jobDeadline, jobLifetime, deletedJob],
  'batch/CronJob': [createdCronJob, nextRun, suspendedCronJob, newSchedule, overlappingRuns, deletedCronJob],
  '/Pod': [restartsInPlace, barePod, deletedPod],
};

/**
 * What a change of a ReplicaSet, ReplicationController, Job, CronJob or bare Pod does, and does not do, to the pods that
 * run: one plain sentence each. A change which the API server refuses does nothing, and of other kinds there is nothing
 * to say.
 */
export function kindRemarks({ change, before, after, verdict }: ObjectChange, read: ObjectReader): readonly string[] {
  const remarks = remarksOf[`${apiGroup(change.object.apiVersion)}/${change.object.kind}`];
  if (!remarks || verdict.rejected.length > 0) return [];
  const sides: KindChange = {
    change,
    before: before && read(before.object.value).filled,
    after: after && read(after.object.value).filled,
  };
  return remarks.map((remark) => remark(sides)).filter((sentence) => sentence !== undefined);
}

function laterPods({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.template')) return undefined;
  const [was, is] = [integerAt(before, 'spec', 'replicas') ?? 1, integerAt(after, 'spec', 'replicas') ?? 1];
  const [kept, added] = [Math.min(was, is), Math.max(0, is - was)];
  const created = added === 0 ? '' : `, first ${added === 1 ? 'the additional one' : `the ${added} additional ones`}`;
  const running =
    kept === 0 ? '' : kept === 1 ? '; the pod that runs keeps the old one' : `; the ${kept} that run keep the old one`;
  const until = kept === 0 ? '' : kept === 1 ? ' until somebody deletes it' : ' until somebody deletes them';
  return `The new template reaches only pods which are created later${created}${running}${until}.`;
}

function parallelism({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.parallelism')) return undefined;
  const [was, is] = [integerAt(before, 'spec', 'parallelism') ?? 1, integerAt(after, 'spec', 'parallelism') ?? 1];
  if (is === 0)
    return 'With parallelism 0 the running pods of the Job are stopped, and none starts until it is raised.';
  return is > was
    ? `While the Job runs, up to ${is} of its pods run at once instead of ${was}.`
    : `While the Job runs, pods beyond ${is} are stopped; what they had not finished is done again later.`;
}

function suspendedJob({ change, before, after }: KindChange): string | undefined {
  if (!after) return undefined;
  const isSuspended = fieldAt(after, 'spec', 'suspend') === true;
  if (!before) return isSuspended ? 'The Job is suspended: no pod starts until somebody resumes it.' : undefined;
  if (!touchesField(change, 'spec.suspend')) return undefined;
  return isSuspended
    ? 'Suspending the Job stops its running pods; they start anew when it is resumed.'
    : 'Resuming the Job starts its pods.';
}

function jobDeadline({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.activeDeadlineSeconds')) return undefined;
  const seconds = integerAt(after, 'spec', 'activeDeadlineSeconds');
  if (seconds === undefined) return 'Without activeDeadlineSeconds the Job may run for ever.';
  return `activeDeadlineSeconds counts from the start of the Job: if it has run for ${seconds} s already, its pods are stopped and it fails.`;
}

function jobLifetime({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.ttlSecondsAfterFinished')) return undefined;
  const seconds = integerAt(after, 'spec', 'ttlSecondsAfterFinished');
  if (seconds === undefined) return 'The Job stays when it has finished, until somebody deletes it.';
  return `The Job is deleted ${seconds} s after it has finished; if that is past already, at once.`;
}

function deletedJob({ after }: KindChange): string | undefined {
  return after
    ? undefined
    : 'Deleting the Job deletes its pods: running ones are stopped, and the logs of finished ones are gone.';
}

function createdCronJob({ before, after }: KindChange): string | undefined {
  if (before || !after) return undefined;
  return isSuspended(after)
    ? 'The CronJob is suspended: nothing runs until somebody resumes it.'
    : `Nothing runs now; the first run follows ${scheduleOf(after)}.`;
}

function nextRun({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.jobTemplate')) return undefined;
  const jobs = 'Jobs which were started before keep the old one';
  if (isSuspended(after))
    return `The new template is used when the CronJob is resumed; until then nothing runs. ${jobs}.`;
  return `The new template is used from the next run on (${scheduleOf(after)}); ${jobs}.`;
}

function suspendedCronJob({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.suspend')) return undefined;
  if (isSuspended(after)) return 'Suspending the CronJob starts no further run; Jobs which run now go on.';
  return integerAt(after, 'spec', 'startingDeadlineSeconds') === undefined
    ? 'The CronJob is resumed: without startingDeadlineSeconds a run which was missed meanwhile starts at once.'
    : `The CronJob is resumed with ${scheduleOf(after)}.`;
}

function newSchedule({ change, before, after }: KindChange): string | undefined {
  const isMoved = touchesField(change, 'spec.schedule') || touchesField(change, 'spec.timeZone');
  if (!before || !after || !isMoved) return undefined;
  return `Runs follow ${scheduleOf(after)} instead of ${scheduleOf(before)}.`;
}

const overlaps: Readonly<Record<string, string>> = {
  Allow: 'runs may overlap',
  Forbid: 'a run is skipped while the one before still goes',
  Replace: 'a run which still goes is stopped when the next one is due',
};

function overlappingRuns({ change, before, after }: KindChange): string | undefined {
  if (!before || !after || !touchesField(change, 'spec.concurrencyPolicy')) return undefined;
  const policy = stringAt(after, 'spec', 'concurrencyPolicy') ?? 'Allow';
  const meaning = overlaps[policy];
  return meaning === undefined ? undefined : `With concurrencyPolicy ${policy} ${meaning}.`;
}

function deletedCronJob({ after }: KindChange): string | undefined {
  return after ? undefined : 'Deleting the CronJob deletes its Jobs as well and stops their running pods.';
}

function restartsInPlace({ change, before, after }: KindChange): string | undefined {
  const isNewImage = change.fields.some(({ path }) => /^spec\.containers\[.*\]\.image$/.test(path));
  if (!before || !after || !isNewImage) return undefined;
  return 'The kubelet restarts the container in the same pod: nothing stands in for it meanwhile.';
}

function barePod({ before, after }: KindChange): string | undefined {
  if (before || !after) return undefined;
  return 'No controller stands behind this pod: if it is evicted or its node fails, nobody creates it again.';
}

function deletedPod({ after }: KindChange): string | undefined {
  return after ? undefined : 'No controller stands behind this pod: nobody creates it again.';
}

function isSuspended(object: JsonObject): boolean {
  return fieldAt(object, 'spec', 'suspend') === true;
}

/** schedule “0 3 * * *” (Europe/Berlin). */
function scheduleOf(cronJob: JsonObject): string {
  const zone = stringAt(cronJob, 'spec', 'timeZone');
  return `schedule “${stringAt(cronJob, 'spec', 'schedule') ?? ''}”${zone === undefined ? '' : ` (${zone})`}`;
}
