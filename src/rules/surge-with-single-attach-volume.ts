import type { Severity } from '../schema/finding.ts';
import { defineRule } from './define-rule.ts';
import type { SurgeConflict } from './rule-facts.ts';

interface Parts {
  readonly tag?: string;
  readonly strategy?: string;
  readonly volume?: string;
  readonly accessMode?: string;
  readonly more?: string;
}

const claim = 'persistentVolumeClaim: { claimName: data }';
const shop = ({ tag = '1.4.2', strategy = '{}', volume = claim, accessMode = 'ReadWriteOnce', more = '' }: Parts) =>
  `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { accessModes: [${accessMode}], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 1
  strategy: ${strategy}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: "shop/web:${tag}", volumeMounts: [{ name: data, mountPath: /data }] }
      volumes: [{ name: data, ${volume} }]
${more}`;
const recreate = '{ type: Recreate }';

export const surgeWithSingleAttachVolume = defineRule({
  id: 'surge-with-single-attach-volume',
  severity: 'medium',
  summary: 'A rolling update needs one volume for the old and the new pod at once',
  rationale:
    'A rolling update with a surge starts a new pod before the old one stops. A volume which is ReadWriteOnce is attached to one node at a time, and one which is ' +
    'ReadWriteOncePod belongs to a single pod. The new pod waits for the volume, the controller waits for the new pod before it stops the old one, and neither moves.',
  remediation:
    'Let the old pod stop first (strategy Recreate, or maxSurge 0), or use a volume which several nodes may mount (ReadWriteMany).',
  references: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment',
  ],
  *check({ surgeConflicts = [] }) {
    for (const conflict of surgeConflicts) {
      if (conflict.type !== 'Claim') continue;
      yield { message: messageOf(conflict), field: conflict.field, severity: severityOf(conflict) };
    }
  },
  examples: {
    invalid: [
      { title: 'Recreate becomes a rolling update', base: shop({ strategy: recreate }), head: shop({}) },
      { title: 'the volume is added', base: shop({ volume: 'emptyDir: {}' }), head: shop({ tag: '1.5.0' }) },
      { title: 'a pod rolls which shares its volume with its successor', base: shop({}), head: shop({ tag: '1.5.0' }) },
      {
        title: 'the volume belongs to a single pod',
        base: shop({ accessMode: 'ReadWriteOncePod' }),
        head: shop({ accessMode: 'ReadWriteOncePod', tag: '1.5.0' }),
      },
    ],
    valid: [
      {
        title: 'the old pod stops first',
        base: shop({ strategy: recreate }),
        head: shop({ strategy: recreate, tag: '1.5.0' }),
      },
      {
        title: 'the old pod may stop first',
        base: shop({}),
        head: shop({ strategy: '{ rollingUpdate: { maxUnavailable: 1 } }', tag: '1.5.0' }),
      },
      {
        title: 'several nodes may mount the volume',
        base: shop({ accessMode: 'ReadWriteMany', tag: '1.4.2' }),
        head: shop({ accessMode: 'ReadWriteMany', tag: '1.5.0' }),
      },
      {
        title: 'each pod has a volume of its own',
        base: shop({ volume: 'ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce] } } }' }),
        head: shop({
          volume: 'ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce] } } }',
          tag: '1.5.0',
        }),
      },
      {
        title: 'all pods run on one node',
        base: shop({ more: '      nodeSelector: { kubernetes.io/hostname: node-1 }' }),
        head: shop({ more: '      nodeSelector: { kubernetes.io/hostname: node-1 }', tag: '1.5.0' }),
      },
      { title: 'no pod is replaced', base: shop({}), head: shop({}).replace('replicas: 1', 'replicas: 2') },
    ],
  },
});

/** What base had already is no news, and need not go wrong; what cannot work is told all the same. */
function severityOf({ since, isMetNow, isCertain }: SurgeConflict): Severity {
  if (isCertain) return isMetNow ? 'high' : 'medium';
  return since === 'ThisChange' ? 'medium' : 'low';
}

function messageOf({ name, since, isMetNow, isCertain }: SurgeConflict): string {
  const when = isMetNow ? 'the new pod' : 'at the next rollout the new pod';
  const asBefore = since === 'Before' ? ', as at every rollout before this one' : '';
  if (isCertain) {
    return `${when} needs claim ${name}, which is ReadWriteOncePod and stays with the old pod, and the old pod stays until a new one is available: the rollout stands still for ever`;
  }
  return `${when} needs claim ${name}, which is ReadWriteOnce and attached to the node of the old pod, and the old pod stays until a new one is available: if it lands on another node, the rollout stands still for ever${asBefore}`;
}
