import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';

const deployment = (strategy: string) => exampleDeployment({ spec: ['replicas: 4', `strategy: ${strategy}`] });

export const invalidRolloutStrategy = defineRule({
  id: 'invalid-rollout-strategy',
  severity: 'high',
  summary: 'The rollout strategy is not valid',
  rationale:
    'The API server refuses an unknown strategy type, a maxSurge or maxUnavailable which is neither a whole number nor a percentage, ' +
    'both of them zero, and a rollingUpdate block beside Recreate. The whole apply of the object fails.',
  remediation:
    'Use type RollingUpdate with maxSurge or maxUnavailable above zero (a whole number, or a percentage such as "25%"), or type Recreate without a rollingUpdate block.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
  *check({ introducedRejections }) {
    // One wrong field often makes others wrong, so the first one tells enough.
    const first = introducedRejections.find(({ field }) => /^spec\.(strategy|updateStrategy)(\.|$)/.test(field));
    if (first) yield { message: `${first.field} is not valid: ${first.reason}`, field: first.field };
  },
  examples: {
    invalid: [
      {
        title: 'maxSurge and maxUnavailable are both zero',
        base: deployment('{ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }'),
        head: deployment('{ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }'),
      },
      {
        title: 'the type is misspelt',
        base: deployment('{ type: RollingUpdate }'),
        head: deployment('{ type: Replace }'),
      },
      {
        title: 'Recreate keeps the rollingUpdate block',
        base: deployment('{ type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }'),
        head: deployment('{ type: Recreate, rollingUpdate: { maxSurge: 1 } }'),
      },
    ],
    valid: [
      {
        title: 'only the surge is zero',
        base: deployment('{ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }'),
        head: deployment('{ rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }'),
      },
    ],
  },
});
