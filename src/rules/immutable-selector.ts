import { defineRule } from './define-rule.ts';

const deployment = (component: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web${component} } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: "shop/web:1.4.2" }] }
`;

const selector = 'spec.selector';

export const immutableSelector = defineRule({
  id: 'immutable-selector',
  severity: 'high',
  summary: 'The selector of a workload cannot be changed',
  rationale:
    'The API server refuses every change of spec.selector of a Deployment, DaemonSet or ReplicaSet. ' +
    'The whole apply of the object fails, so none of its other changes arrives either.',
  remediation:
    'Leave the selector as it is. If it has to change, give the workload a new name, wait until it is ready, switch the Service, then delete the old one.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates'],
  *check({ change, introducedRejections }) {
    if (change?.action !== 'update' || !introducedRejections.some(({ field }) => field === selector)) return;
    yield { message: 'spec.selector changes, so the API server refuses the whole object', field: selector };
  },
  examples: {
    invalid: [{ title: 'a label is added to the selector', base: deployment(''), head: deployment(', tier: front') }],
    valid: [
      {
        title: 'only the image changes',
        base: deployment(''),
        head: deployment('').replace('1.4.2', '1.5.0'),
      },
    ],
  },
});
