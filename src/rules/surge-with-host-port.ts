import type { Severity } from '../schema/finding.ts';
import { defineRule } from './define-rule.ts';
import type { SurgeConflict } from './rule-facts.ts';

interface Parts {
  readonly tag?: string;
  readonly strategy?: string;
  readonly ports?: string;
  readonly replicas?: number;
}

const hostPort = '[{ containerPort: 80, hostPort: 80 }]';
const shop = ({ tag = '1.4.2', strategy = '{}', ports = hostPort, replicas = 2 }: Parts) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  strategy: ${strategy}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: "shop/web:${tag}", ports: ${ports} }
`;
const daemonSet = (tag: string, maxUnavailable: number) =>
  shop({ tag })
    .replace('kind: Deployment', 'kind: DaemonSet')
    .replace('  replicas: 2\n', '')
    .replace(
      'strategy: {}',
      `updateStrategy: { rollingUpdate: { maxSurge: ${1 - maxUnavailable}, maxUnavailable: ${maxUnavailable} } }`,
    );
const nodes = (count: number) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: Array.from({ length: count }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: `node-${index + 1}` },
      spec: {},
    })),
  });

export const surgeWithHostPort = defineRule({
  id: 'surge-with-host-port',
  severity: 'medium',
  summary: 'A new pod needs a port of a node which the old pod still holds',
  rationale:
    'A host port belongs to one pod of a node, and on the host’s network every container port is one. With a surge and maxUnavailable 0 a new pod has to run before an old one stops, ' +
    'so a Deployment needs one more node on which the port is free. A DaemonSet starts both on the same node, which cannot work.',
  remediation: 'Let the old pod stop first: maxSurge 0 with maxUnavailable 1, or strategy Recreate.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/overview/#services',
    'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/',
  ],
  *check({ change, rollout, surgeConflicts = [] }) {
    for (const conflict of surgeConflicts) {
      if (conflict.type !== 'Port') continue;
      const message =
        change?.object.kind === 'DaemonSet'
          ? daemonSetMessage(conflict)
          : deploymentMessage(conflict, rollout?.capacity.desired);
      yield { message, field: conflict.field, severity: severityOf(conflict) };
    }
  },
  examples: {
    invalid: [
      {
        title: 'the strategy becomes one with a surge',
        base: shop({ strategy: '{ type: Recreate }' }),
        head: shop({ tag: '1.5.0' }),
      },
      { title: 'the port is added', base: shop({ ports: '[{ containerPort: 80 }]' }), head: shop({}) },
      {
        title: 'every node runs a pod already',
        base: shop({}),
        head: shop({ tag: '1.5.0' }),
        facts: nodes(2),
      },
      { title: 'a DaemonSet rolls with a surge', base: daemonSet('1.4.2', 0), head: daemonSet('1.5.0', 0) },
    ],
    valid: [
      { title: 'a node is free', base: shop({}), head: shop({ tag: '1.5.0' }), facts: nodes(3) },
      {
        title: 'an old pod may stop first',
        base: shop({}),
        head: shop({ strategy: '{ rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }', tag: '1.5.0' }),
      },
      {
        title: 'the port is one of the pod only',
        base: shop({ ports: '[{ containerPort: 80 }]' }),
        head: shop({ ports: '[{ containerPort: 80 }]', tag: '1.5.0' }),
      },
      { title: 'a DaemonSet stops the old pod first', base: daemonSet('1.4.2', 1), head: daemonSet('1.5.0', 1) },
    ],
  },
});

/** What base had already is no news, and need not go wrong; what cannot work is told all the same. */
function severityOf({ since, isMetNow, isCertain }: SurgeConflict): Severity {
  if (isCertain) return isMetNow ? 'high' : 'medium';
  return since === 'ThisChange' ? 'medium' : 'low';
}

function daemonSetMessage({ name }: SurgeConflict): string {
  return `with maxSurge a new pod has to start beside the old one, which holds ${name}: it stays Pending, and the rollout does not move`;
}

function deploymentMessage({ name, since, isMetNow, isCertain }: SurgeConflict, pods: number | undefined): string {
  const when = isMetNow ? 'the new pod' : 'at the next rollout the new pod';
  const asBefore = since === 'Before' ? ', as at every rollout before this one' : '';
  const old = pods === 1 ? 'the old pod' : 'the old pods';
  if (isCertain) {
    return `${when} needs ${name}, which ${old} hold${pods === 1 ? 's' : ''} on every node that fits, and none of them stops before it is available: it stays Pending, and the rollout does not move`;
  }
  return `${when} needs a node on which ${name} is free, and no old pod stops before it is available: without such a node the rollout does not move${asBefore}`;
}
