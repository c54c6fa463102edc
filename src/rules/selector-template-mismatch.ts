import { defineRule } from './define-rule.ts';

const daemonSet = (label: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: logs }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: ${label} } }
    spec: { containers: [{ name: agent, image: "logs/agent:2" }] }
`;

export const selectorTemplateMismatch = defineRule({
  id: 'selector-template-mismatch',
  severity: 'high',
  summary: 'The selector does not match the labels of the pod template',
  rationale: 'A workload would start pods which it does not own, without end. The API server refuses such an object.',
  remediation:
    'Put the labels of spec.selector back into spec.template.metadata.labels; further labels may stand beside them.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
  *check({ introducedRejections }) {
    // A changed selector is the cause, and another rule tells it.
    if (introducedRejections.some(({ field }) => field === 'spec.selector')) return;
    const mismatch = introducedRejections.find(({ field }) => field.startsWith('spec.template.metadata.labels'));
    if (!mismatch) return;
    yield {
      message: 'the labels of the pod template do not match spec.selector, so the API server refuses the whole object',
      field: mismatch.field,
    };
  },
  examples: {
    invalid: [
      { title: 'the label of the template is renamed', base: daemonSet('agent'), head: daemonSet('log-agent') },
    ],
    valid: [
      { title: 'a further label is added', base: daemonSet('agent'), head: daemonSet('agent, tier: node') },
      { title: 'the mismatch was there before', base: daemonSet('x'), head: daemonSet('x').replace(':2', ':3') },
    ],
  },
});
