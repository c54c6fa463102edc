import type { JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { type Draft, refine, refineEach, refineStruct, setDefault } from './draft.ts';
import { defaultPodTemplate } from './pod.ts';

const noLimit = 2 ** 31 - 1;

/** Mirrors SetDefaults_Job: completions is only set where parallelism is absent too. */
export function defaultJob(job: JsonObject): JsonObject {
  const spec: Draft = { ...defaultJobSpec(objectAt(job, 'spec')) };
  if (spec['parallelism'] === undefined) setDefault(spec, 'completions', 1);
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', spec['backoffLimitPerIndex'] === undefined ? 6 : noLimit);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'podReplacementPolicy', spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed');
  setDefault(spec, 'manualSelector', false);
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const metadata = objectAt(job, 'metadata');
  return { ...job, metadata: Object.keys(labels).length > 0 ? { labels, ...metadata } : metadata, spec };
}

/** Mirrors SetDefaults_CronJob: the jobs' own defaults come when the job is made. */
export function defaultCronJob(cronJob: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(cronJob, 'spec') };
  setDefault(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
  refineStruct(spec, 'jobTemplate', (template) => {
    const draft: Draft = { ...template };
    refineStruct(draft, 'spec', defaultJobSpec);
    return draft;
  });
  return { ...cronJob, spec };
}

/** What the spec of a job gets wherever it stands. */
function defaultJobSpec(spec: JsonObject): JsonObject {
  const draft: Draft = { ...spec };
  refine(draft, 'podFailurePolicy', (policy) => {
    const policyDraft: Draft = { ...policy };
    refineEach(policyDraft, 'rules', (rule) => {
      const ruleDraft: Draft = { ...rule };
      refineEach(ruleDraft, 'onPodConditions', (pattern) => ({ status: 'True', ...pattern }));
      return ruleDraft;
    });
    return policyDraft;
  });
  refineStruct(draft, 'template', defaultPodTemplate);
  return draft;
}
