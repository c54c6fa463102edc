import { touchesField } from '../diff/touches-field.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { defineRule } from './define-rule.ts';

const statefulSet = ({ size = '1Gi', tag = '16.1' }) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 3
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "shop/db:${tag}" }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } }
`;

export const immutableStatefulSetField = defineRule({
  id: 'immutable-stateful-set-field',
  severity: 'high',
  summary: 'A field of an existing StatefulSet cannot be changed',
  rationale:
    'The API server refuses a change of volumeClaimTemplates, serviceName, selector or podManagementPolicy, and before 1.33 of revisionHistoryLimit. ' +
    'The whole apply of the object fails, so none of its other changes arrives either. A StatefulSet can be replaced without stopping a pod, ' +
    'but a plain delete, or a tool which replaces by force, stops all of them at once.',
  remediation:
    'Leave the field as it is, or delete only the StatefulSet while its pods go on (cascade=orphan) and apply head, which adopts them.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
    'https://kubernetes.io/docs/tasks/administer-cluster/use-cascading-deletion/#set-orphan-deletion-policy',
  ],
  *check({ change, introducedRejections }) {
    const refusal = introducedRejections.find(({ field }) => field === 'spec');
    if (!refusal || change?.action !== 'update' || !isStatefulSet(change)) return;
    yield {
      message: `${refusal.reason}, so the API server refuses the whole object`,
      field: firstField(change),
      remediation: adviceOn(change),
    };
  },
  examples: {
    invalid: [
      { title: 'the claims of its pods grow', base: statefulSet({}), head: statefulSet({ size: '2Gi' }) },
      {
        title: 'its governing Service has another name',
        base: statefulSet({}),
        head: statefulSet({}).replace('serviceName: db', 'serviceName: db-headless'),
      },
      {
        title: 'its selector gets a further label',
        base: statefulSet({}),
        head: statefulSet({}).replaceAll('{ app: db }', '{ app: db, tier: data }'),
      },
    ],
    valid: [
      { title: 'only the image changes', base: statefulSet({}), head: statefulSet({ tag: '16.2' }) },
      {
        title: 'it has another size',
        base: statefulSet({}),
        head: statefulSet({}).replace('replicas: 3', 'replicas: 5'),
      },
    ],
  },
});

function isStatefulSet({ object }: ResourceChange): boolean {
  return object.kind === 'StatefulSet' && apiGroup(object.apiVersion) === 'apps';
}

const settledFields = [
  'volumeClaimTemplates',
  'serviceName',
  'selector',
  'podManagementPolicy',
  'revisionHistoryLimit',
] as const;
type SettledField = (typeof settledFields)[number];

function firstField(change: ResourceChange): string {
  const field = settledFields.find((name) => touchesField(change, `spec.${name}`));
  return field === undefined ? 'spec' : `spec.${field}`;
}

/** What the new StatefulSet does with the pods which it adopts, by the field that made it necessary. */
const consequences: Readonly<Record<SettledField, string | undefined>> = {
  volumeClaimTemplates:
    'the new volumeClaimTemplates reach only claims which are created later: existing PersistentVolumeClaims keep their size, ' +
    'so edit the request of each of them, if their StorageClass allows expansion',
  serviceName: 'the new serviceName, and with it the DNS name, reaches only pods which are created later',
  selector: undefined,
  podManagementPolicy: 'the new podManagementPolicy holds at once',
  revisionHistoryLimit: undefined,
};

function adviceOn(change: ResourceChange): string {
  if (touchesField(change, 'spec.selector')) return selectorAdvice;
  const told = settledFields.flatMap((name) =>
    touchesField(change, `spec.${name}`) ? (consequences[name] ?? []) : [],
  );
  const rolls = touchesField(change, 'spec.template') ? ['the changed pod template then rolls as usual'] : [];
  return (
    'Leave the field as it is. If it has to change, delete only the StatefulSet and keep its pods running: ' +
    `${deleteCommand(change)}; then apply head: it adopts the pods. ` +
    capitalised([...told, ...rolls].map((sentence) => `${sentence}.`)) +
    'Do not delete it plainly, and let no tool replace it by force (kubectl replace --force, Argo CD Replace=true with Force=true, Flux force): that stops all its pods at once.'
  );
}

const selectorAdvice =
  'Leave the selector as it is. A StatefulSet with another selector cannot adopt the running pods unless they carry its labels already, ' +
  'and cannot create others of the same names beside them. If it has to change, give the StatefulSet another name and move the data.';

function capitalised(sentences: readonly string[]): string {
  return sentences.map((sentence) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)} `).join('');
}

/** Names come from outsiders and this may be pasted into a shell: what is no name of Kubernetes is not repeated. */
function deleteCommand({ object: { name, namespace } }: ResourceChange): string {
  const place = namespace === undefined ? '' : ` --namespace ${plainName(namespace, 'NAMESPACE')}`;
  return `kubectl delete statefulset ${plainName(name, 'NAME')}${place} --cascade=orphan`;
}

function plainName(name: string, otherwise: string): string {
  return /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(name) ? name : otherwise;
}
