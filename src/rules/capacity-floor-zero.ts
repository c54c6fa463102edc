import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';

const deployment = (strategy: string, tag: string) =>
  exampleDeployment({ spec: ['replicas: 2', `strategy: ${strategy}`], tag });
const safe = '{ rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }';
const all = '{ rollingUpdate: { maxSurge: 1, maxUnavailable: 2 } }';

export const capacityFloorZero = defineRule({
  id: 'capacity-floor-zero',
  severity: 'high',
  summary: 'At one moment of the rollout no pod is available',
  rationale:
    'maxUnavailable is capped at the number of replicas, never below it: an integer which was not scaled down with the replicas, or 100 %, ' +
    'allows the controller to stop every pod before a new one is ready. Recreate always does.',
  remediation: 'Set maxUnavailable below the number of replicas; 0 with maxSurge 1 keeps every pod.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable'],
  *check({ change, rollout, before }) {
    if (!change || !rollout || !before || change.action !== 'update') return;
    const { capacity, strategy } = rollout;
    const rolls = rollout.type === 'Rolls' || rollout.type === 'RollsAndScales';
    if (!rolls || capacity.floor > 0 || capacity.base === 0 || capacity.desired === 0) return;
    if (strategy.type === 'RollingUpdate') {
      yield {
        message: `no pod is available at the lowest moment: maxUnavailable lets ${capacity.desired === 1 ? 'the only pod' : `all ${capacity.desired} pods`} stop at once`,
        field: 'spec.strategy.rollingUpdate.maxUnavailable',
      };
      return;
    }
    const declaredBefore = before.strategyType === 'Recreate';
    const pods = capacity.base === 1 ? 'the only pod' : `all ${capacity.base} pods`;
    const since = declaredBefore ? ', as it did before this change' : '';
    yield {
      message: `Recreate stops ${pods} before it starts a new one${since}: nothing is available until the first new pod is ready`,
      field: 'spec.strategy.type',
      severity: declaredBefore ? 'low' : 'high',
      remediation: declaredBefore
        ? 'Leave it if the gap is meant; otherwise use RollingUpdate.'
        : 'Use RollingUpdate, or accept the gap knowingly.',
    };
  },
  examples: {
    invalid: [
      {
        title: 'maxUnavailable is as large as replicas',
        base: deployment(all, '1.4.2'),
        head: deployment(all, '1.5.0'),
      },
      {
        title: 'the strategy becomes Recreate together with a new image',
        base: deployment(safe, '1.4.2'),
        head: deployment('{ type: Recreate }', '1.5.0'),
      },
    ],
    valid: [
      { title: 'one pod stays', base: deployment(safe, '1.4.2'), head: deployment(safe, '1.5.0') },
      { title: 'nothing rolls', base: deployment(safe, '1.4.2'), head: deployment(all, '1.4.2') },
    ],
  },
});
