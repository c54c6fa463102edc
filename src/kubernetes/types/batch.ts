import { bool, ignored, int32, int64, list, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';
import { podTemplateSpec } from './pod.ts';

// Job and CronJob (k8s.io/api/batch/v1).

const podFailurePolicyOnExitCodesRequirement = struct({
  containerName: pointer(text),
  operator: text,
  values: list(int32, { isSet: true }),
});

const podFailurePolicyOnPodConditionsPattern = struct({
  status: text,
  type: text,
});

const podFailurePolicyRule = struct({
  action: text,
  onExitCodes: pointer(podFailurePolicyOnExitCodesRequirement),
  onPodConditions: list(podFailurePolicyOnPodConditionsPattern),
});

const podFailurePolicy = struct({
  rules: list(podFailurePolicyRule),
});

const successPolicyRule = struct({
  succeededCount: pointer(int32),
  succeededIndexes: pointer(text),
});

const successPolicy = struct({
  rules: list(successPolicyRule),
});

const jobSpec = struct({
  activeDeadlineSeconds: pointer(int64),
  backoffLimit: pointer(int32),
  backoffLimitPerIndex: pointer(int32),
  completionMode: pointer(text),
  completions: pointer(int32),
  managedBy: pointer(text),
  manualSelector: pointer(bool),
  maxFailedIndexes: pointer(int32),
  parallelism: pointer(int32),
  podFailurePolicy: pointer(podFailurePolicy),
  podReplacementPolicy: pointer(text),
  selector: pointer(labelSelector),
  successPolicy: pointer(successPolicy),
  suspend: pointer(bool),
  template: podTemplateSpec,
  ttlSecondsAfterFinished: pointer(int32),
});

export const job = struct({
  metadata: objectMeta,
  spec: jobSpec,
  status: ignored,
});

const jobTemplateSpec = struct({
  metadata: objectMeta,
  spec: jobSpec,
});

const cronJobSpec = struct({
  concurrencyPolicy: text,
  failedJobsHistoryLimit: pointer(int32),
  jobTemplate: jobTemplateSpec,
  schedule: text,
  startingDeadlineSeconds: pointer(int64),
  successfulJobsHistoryLimit: pointer(int32),
  suspend: pointer(bool),
  timeZone: pointer(text),
});

export const cronJob = struct({
  metadata: objectMeta,
  spec: cronJobSpec,
  status: ignored,
});
