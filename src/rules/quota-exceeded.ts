import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';

const deployment = (replicas: number, tag: string) => exampleDeployment({ spec: [`replicas: ${replicas}`], tag });
const quota = (used: number) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'compute', namespace: 'shop' },
        status: { hard: { 'count/pods': '10' }, used: { 'count/pods': String(used) } },
      },
    ],
  });

export const quotaExceeded = defineRule({
  id: 'quota-exceeded',
  severity: 'medium',
  summary: 'A ResourceQuota has too little left for the peak of the rollout',
  rationale:
    'A rollout has more pods at its peak than before or after it. The API server refuses each pod beyond the quota; the controller tries again and again, ' +
    'so that the rollout waits for old pods to go, and stands still if none may go before a new one is ready.',
  remediation: 'Raise the quota, or need less at the peak: maxSurge 0 with maxUnavailable 1, or fewer or smaller pods.',
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  *check({ quotaShortages = [] }) {
    for (const { quota: name, resource, free, needed } of quotaShortages) {
      yield {
        message: `ResourceQuota ${name} has ${free} of ${resource} left, and the rollout needs ${needed} more at its peak: the API server refuses the pods beyond it`,
        field: 'spec.replicas',
      };
    }
  },
  examples: {
    invalid: [
      {
        title: 'the additional pods do not fit',
        base: deployment(4, '1.4.2'),
        head: deployment(9, '1.4.2'),
        facts: quota(6),
      },
    ],
    valid: [
      { title: 'they fit', base: deployment(4, '1.4.2'), head: deployment(6, '1.4.2'), facts: quota(6) },
      { title: 'no facts tell of quotas', base: deployment(4, '1.4.2'), head: deployment(9, '1.4.2') },
      { title: 'there are fewer pods', base: deployment(9, '1.4.2'), head: deployment(4, '1.4.2'), facts: quota(10) },
    ],
  },
});
