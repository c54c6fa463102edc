import type { WorkloadRollout } from '../schema/rollout.ts';
import { defineRule, type RuleHit } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';

const deployment = (strategy: string, tag: string) =>
  exampleDeployment({ spec: ['replicas: 2', `strategy: ${strategy}`], tag });
const safe = '{ rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }';
const all = '{ rollingUpdate: { maxSurge: 1, maxUnavailable: 2 } }';

const daemonSet = (maxUnavailable: string, tag: string) =>
  exampleDeployment({
    spec: [`updateStrategy: { rollingUpdate: { maxUnavailable: ${maxUnavailable} } }`],
    tag,
  }).replace('kind: Deployment', 'kind: DaemonSet');
const asStatefulSet = (manifest: string) =>
  manifest
    .replace('kind: Deployment', 'kind: StatefulSet')
    .replace('replicas: 2', 'replicas: 1')
    .replace('strategy: {}', 'serviceName: web');
const nothingAvailable = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas: 2, template: { spec: { containers: [{ name: 'web', image: 'shop/web:1.4.2' }] } } },
  status: { replicas: 2, updatedReplicas: 2, unavailableReplicas: 2 },
});

export const capacityFloorZero = defineRule({
  id: 'capacity-floor-zero',
  severity: 'high',
  summary: 'At one moment of the rollout no pod is available',
  rationale:
    'maxUnavailable is capped at the number of replicas, never below it: an integer which was not scaled down with the replicas, or 100 %, ' +
    'allows the controller to stop every pod before a new one is ready. Recreate always does, and so does a StatefulSet of one pod.',
  remediation: 'Set maxUnavailable below the number of replicas; 0 with maxSurge 1 keeps every pod.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable'],
  *check({ change, rollout, before }) {
    if (!change || !rollout || !before || change.action !== 'update' || !losesEveryPod(rollout)) return;
    const hit = hitOf(rollout, before.strategyType);
    if (hit) yield hit;
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
      {
        title: 'a DaemonSet stops on all nodes at once',
        base: daemonSet('100%', '1.4.2'),
        head: daemonSet('100%', '1.5.0'),
      },
      {
        title: 'a StatefulSet has only one pod',
        base: asStatefulSet(deployment('{}', '1.4.2')),
        head: asStatefulSet(deployment('{}', '1.5.0')),
      },
    ],
    valid: [
      { title: 'one pod stays', base: deployment(safe, '1.4.2'), head: deployment(safe, '1.5.0') },
      { title: 'nothing rolls', base: deployment(safe, '1.4.2'), head: deployment(all, '1.4.2') },
      {
        title: 'nothing was available before',
        base: deployment(all, '1.4.2'),
        head: deployment(all, '1.5.0'),
        facts: nothingAvailable,
      },
      {
        title: 'a number of nodes is only assumed',
        base: daemonSet('15', '1.4.2'),
        head: daemonSet('15', '1.5.0'),
      },
    ],
  },
});

/** It had an available pod, wants some, and has none at one moment of the rollout. */
function losesEveryPod({ type, capacity, timeline: [applied] }: WorkloadRollout): boolean {
  const rolls = type === 'Rolls' || type === 'RollsAndScales';
  const hadSome = applied === undefined || applied.oldAvailable + applied.newAvailable > 0;
  return rolls && hadSome && capacity.floor === 0 && capacity.base > 0 && capacity.desired > 0;
}

function hitOf(rollout: WorkloadRollout, strategyTypeBefore: string): RuleHit | undefined {
  const { strategy, replicas, capacity } = rollout;
  if (strategy.type === 'Recreate') return recreateHit(capacity.base, strategyTypeBefore === 'Recreate');
  if (replicas.decidedBy === 'Nodes' || replicas.decidedBy === 'Assumption') return nodesHit(rollout);
  const isStatefulSet = strategy.podManagementPolicy !== undefined;
  if (isStatefulSet && capacity.desired === 1) return onlyPodHit;
  const section = isStatefulSet ? 'updateStrategy' : 'strategy';
  return {
    message: `no pod is available at the lowest moment: maxUnavailable lets ${capacity.desired === 1 ? 'the only pod' : `all ${capacity.desired} pods`} stop at once`,
    field: `spec.${section}.rollingUpdate.maxUnavailable`,
  };
}

function recreateHit(pods: number, declaredBefore: boolean): RuleHit {
  const stopped = pods === 1 ? 'the only pod' : `all ${pods} pods`;
  const since = declaredBefore ? ', as it did before this change' : '';
  return {
    message: `Recreate stops ${stopped} before it starts a new one${since}: nothing is available until the first new pod is ready`,
    field: 'spec.strategy.type',
    severity: declaredBefore ? 'low' : 'high',
    remediation: declaredBefore
      ? 'Leave it if the gap is meant; otherwise use RollingUpdate.'
      : 'Use RollingUpdate, or accept the gap knowingly.',
  };
}

/** A number which covers an assumed number of nodes says nothing; neither does a single node. */
function nodesHit({ strategy, replicas, capacity }: WorkloadRollout): RuleHit | undefined {
  const isGuessed = replicas.decidedBy === 'Assumption' && typeof strategy.maxUnavailable === 'number';
  if (isGuessed || capacity.desired === 1) return undefined;
  return {
    message: `maxUnavailable ${strategy.maxUnavailable} lets the pods of all nodes stop at once`,
    field: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
    severity: 'medium',
    remediation:
      'Use a smaller maxUnavailable, or maxSurge with maxUnavailable 0, which starts the new pod beside the old one.',
  };
}

/** Every update of a StatefulSet of one pod has this gap; it is no news of this change. */
const onlyPodHit: RuleHit = {
  message: 'the only pod stops before its successor starts, as at every update of a StatefulSet of one',
  field: 'spec.replicas',
  severity: 'low',
  remediation: 'Leave it if the gap is meant; otherwise run more than one pod.',
};
