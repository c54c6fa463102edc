import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';
import type { ReplacedWorkload } from './rule-facts.ts';

const service = `---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;
const named = (name: string, replicas = 2) =>
  exampleDeployment({ spec: [`replicas: ${replicas}`] }).replace('{ name: web,', `{ name: ${name},`);
const asStatefulSet = (manifest: string) =>
  manifest.replace('kind: Deployment', 'kind: StatefulSet').replace('replicas:', 'serviceName: web\n  replicas:');

export const workloadRenamedGap = defineRule({
  id: 'workload-renamed-gap',
  severity: 'medium',
  summary: 'A workload is deleted in the same change which creates its successor',
  rationale:
    'A workload of another name, kind or namespace is another object. Nothing makes the deletion of the old one wait for the pods of the new one: ' +
    'Helm, Flux and kubectl apply --prune delete right after they have created the new one, Argo CD even before, and only its PruneLast=true waits until the new one is healthy. ' +
    'Until the first new pod is available nothing does the work.',
  remediation:
    'Use two commits: create the new one beside the old and wait until it is available, then delete the old one. With Argo CD the sync option PruneLast=true does the same.',
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#prune-last',
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#prune',
  ],
  *check({ replacedWorkload }) {
    if (!replacedWorkload) return;
    const hasService = replacedWorkload.emptiedServices.length > 0;
    yield { message: messageOf(replacedWorkload), field: 'metadata.name', ...(!hasService && { severity: 'low' }) };
  },
  examples: {
    invalid: [
      {
        title: 'a Deployment behind a Service gets another name',
        base: named('web') + service,
        head: named('storefront') + service,
      },
      {
        title: 'it becomes a StatefulSet',
        base: named('web') + service,
        head: asStatefulSet(named('web')) + service,
      },
      { title: 'no Service leads to it', base: named('web'), head: named('storefront') },
    ],
    valid: [
      {
        title: 'the old one stays for now',
        base: named('web') + service,
        head: `${named('web')}---\n${named('storefront')}${service}`,
      },
      {
        title: 'other pods stand behind the Service',
        base: `${named('web')}---\n${named('canary')}${service}`,
        head: `${named('storefront')}---\n${named('canary')}${service}`,
      },
      {
        title: 'a Service switches from the one to the other',
        base: named('web') + service,
        head:
          named('storefront').replaceAll('app: web', 'app: storefront') +
          service.replace('app: web', 'app: storefront'),
      },
      { title: 'the old one had no pods', base: named('web', 0) + service, head: named('storefront') + service },
    ],
  },
});

function messageOf({ name, gapSeconds, emptiedServices }: ReplacedWorkload): string {
  const who =
    emptiedServices.length > 0 ? `nothing is behind ${emptiedServices.join(' and ')}` : 'no pod does its work';
  const howLong =
    gapSeconds === undefined
      ? 'until somebody lets the new pods start'
      : `for about ${gapSeconds} s, until the first new pod is available`;
  return `takes the place of ${name}, which is deleted in the same apply: ${who} ${howLong}`;
}
