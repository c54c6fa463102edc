import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';
import type { BlockedBudget } from './rule-facts.ts';

const shop = (replicas: number, limit: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { ${limit}, selector: { matchLabels: { app: web } } }
---
${exampleDeployment({ spec: [`replicas: ${replicas}`] })}`;

export const evictionBlocked = defineRule({
  id: 'eviction-blocked',
  severity: 'medium',
  summary: 'A PodDisruptionBudget allows no eviction at all',
  rationale:
    'A node can only be drained if the API server allows the eviction of its pods. Where a budget allows none even while all its pods are ready, ' +
    'node drains, and with them cluster upgrades and scaling down of nodes, wait until a person deletes a pod or the budget. Rollouts are not restrained by it.',
  remediation: 'Let at least one pod go: maxUnavailable 1, or minAvailable below the number of replicas.',
  references: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets',
  ],
  *check({ change, blockedBudgets = [] }) {
    const isBudget = change?.object.kind === 'PodDisruptionBudget';
    for (const budget of blockedBudgets) {
      yield {
        message: `${isBudget ? budget.limit : `${budget.name} (${budget.limit})`} allows no eviction of ${podsOf(budget)}: a node drain or cluster upgrade waits until somebody acts`,
        field: isBudget ? 'spec' : 'spec.replicas',
        ...(budget.isAutoscaled && { severity: 'low' }),
      };
    }
  },
  examples: {
    invalid: [
      { title: 'maxUnavailable becomes 0', base: shop(3, 'maxUnavailable: 1'), head: shop(3, 'maxUnavailable: 0') },
      {
        title: 'minAvailable is raised to 100 %',
        base: shop(3, 'minAvailable: 50%'),
        head: shop(3, 'minAvailable: 100%'),
      },
      {
        title: 'the replicas fall to minAvailable',
        base: shop(3, 'minAvailable: 2'),
        head: shop(2, 'minAvailable: 2'),
      },
      {
        title: 'a budget of one pod is created for the only one',
        base: exampleDeployment({ spec: ['replicas: 1'] }),
        head: shop(1, 'minAvailable: 1'),
      },
    ],
    valid: [
      { title: 'one pod may go', base: shop(3, 'maxUnavailable: 2'), head: shop(3, 'maxUnavailable: 1') },
      { title: 'it was so before', base: shop(3, 'minAvailable: 3'), head: shop(3, 'minAvailable: 4') },
      { title: 'there are no pods any more', base: shop(3, 'minAvailable: 2'), head: shop(0, 'minAvailable: 2') },
    ],
  },
});

function podsOf({ pods, isAutoscaled }: BlockedBudget): string {
  const counted = pods === 1 ? 'the only pod' : `the ${pods} pods`;
  return isAutoscaled ? `${counted} which the autoscaler keeps at least` : counted;
}
