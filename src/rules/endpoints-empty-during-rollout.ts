import { defineRule } from './define-rule.ts';
import { colouredDeployment, exampleService, together } from './example-traffic.ts';
import { listNames } from './list-names.ts';

const service = exampleService('{ app: web }');
const blueAndGreen = (blue: number, green: number) =>
  together(
    service,
    colouredDeployment('blue', [`replicas: ${blue}`]),
    colouredDeployment('green', [`replicas: ${green}`]),
  );

export const endpointsEmptyDuringRollout = defineRule({
  id: 'endpoints-empty-during-rollout',
  severity: 'high',
  summary: 'A Service has no endpoint between the stop of one workload and the start of another',
  rationale:
    'No controller looks at two workloads at once: the pods of the one stop at the apply, and those of the other need time until they are ready. ' +
    'A Service in front of both has nobody to send requests to in between.',
  remediation: 'Take two commits: first start the new workload, and when its pods are ready, stop the old one.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#canary-deployment'],
  *check({ traffic = [] }) {
    for (const fact of traffic) {
      if (fact.type !== 'EmptyDuringRollout') continue;
      const { service: name, stopping, starting, windowSeconds } = fact;
      const time = windowSeconds === undefined ? '' : ` for ${windowSeconds} s`;
      yield {
        message: `${name} has no endpoint${time}: ${listNames(stopping)} stops at once, and ${listNames(starting)} is not ready before`,
        field: 'spec.replicas',
        remediation: `Take two commits: first start ${listNames(starting)}; when its pods are ready, stop ${listNames(stopping)}.`,
      };
    }
  },
  examples: {
    invalid: [
      {
        title: 'one workload is scaled to none and another one up, behind the same Service',
        base: blueAndGreen(2, 0),
        head: blueAndGreen(0, 2),
      },
    ],
    valid: [
      { title: 'the other one has pods already', base: blueAndGreen(2, 1), head: blueAndGreen(0, 2) },
      { title: 'all stop for good', base: blueAndGreen(2, 0), head: blueAndGreen(0, 0) },
    ],
  },
});
