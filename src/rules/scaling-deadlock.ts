import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';

const deployment = (replicas: number, strategy: string, tag: string) =>
  exampleDeployment({ spec: [`replicas: ${replicas}`, `strategy: { type: ${strategy} }`], tag });

export const scalingDeadlock = defineRule({
  id: 'scaling-deadlock',
  severity: 'high',
  summary: 'The Deployment controller would wait for itself',
  rationale:
    'A change of replicas in the middle of a rollout is handled before the rollout goes on. In two cases that step can do nothing and is repeated for ever: ' +
    'the strategy is Recreate while two ReplicaSets have pods, or the only ReplicaSet with pods has exactly the wanted size but a note of another one. ' +
    'There is no error and no ProgressDeadlineExceeded.',
  remediation:
    'Change the strategy and the number of replicas in two separate commits. To get out of it: set replicas to another number and back, or return to RollingUpdate.',
  references: ['https://github.com/kubernetes/kubernetes/issues/102551'],
  *check({ rollout }) {
    if (!rollout) return;
    if (rollout.outcomeReason?.startsWith('ScalingDeadlock')) {
      yield {
        message:
          'the rollout stops for ever without an error: the controller waits for a scaling step which does nothing',
        field: 'spec.replicas',
      };
      return;
    }
    if (!rollout.rollback?.reason?.startsWith('ScalingDeadlock')) return;
    yield {
      message:
        'if the new version never becomes ready, reverting this change does nothing: strategy and replicas go back in one step, and the controller then waits for itself',
      field: 'spec.strategy.type',
      severity: 'medium',
    };
  },
  examples: {
    invalid: [
      {
        title: 'a revert would switch to Recreate and change replicas in the middle of a rollout',
        base: deployment(4, 'Recreate', '1.4.2'),
        head: deployment(6, 'RollingUpdate', '1.5.0'),
      },
    ],
    valid: [
      {
        title: 'the strategy stays',
        base: deployment(4, 'RollingUpdate', '1.4.2'),
        head: deployment(6, 'RollingUpdate', '1.5.0'),
      },
      {
        title: 'the number of replicas stays',
        base: deployment(4, 'Recreate', '1.4.2'),
        head: deployment(4, 'RollingUpdate', '1.5.0'),
      },
    ],
  },
});
