import type { Severity } from '../schema/finding.ts';
import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';
import type { LostReference } from './rule-facts.ts';

const web = exampleDeployment({});
const reading = (optional: boolean) =>
  exampleDeployment({ container: [`envFrom: [{ configMapRef: { name: flags, optional: ${optional} } }]`] });
const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;
const autoscaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
const route = (service: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec: { rules: [{ backendRefs: [{ name: ${service}, port: 80 }] }] }
`;
const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: flags, namespace: shop }
data: { FEATURE_X: "on" }
`;
const all = (...documents: readonly string[]) => documents.join('---\n');

export const removedWorkloadStillReferenced = defineRule({
  id: 'removed-workload-still-referenced',
  severity: 'medium',
  summary: 'Something that stays refers to an object which is deleted',
  rationale:
    'Kubernetes deletes an object whatever refers to it, and says nothing. A Service without pods refuses every request, an autoscaler reports errors for ever, ' +
    'and a pod whose ConfigMap or Secret is gone cannot start any more: the running ones go on, and the fault shows at the next rollout or node drain.',
  remediation: 'Delete or redirect in the same change what refers to it, or keep it until nothing does.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors'],
  *check({ lostReferences = [] }) {
    const worst = severities.find((severity) => lostReferences.some(({ loss }) => words[loss].severity === severity));
    if (worst) yield { message: `it is deleted, and ${messageOf(lostReferences)}`, severity: worst };
  },
  examples: {
    invalid: [
      { title: 'the Service in front of a deleted workload stays', base: all(web, service), head: service },
      {
        title: 'a route to a deleted Service stays',
        base: all(web, service, route('web')),
        head: all(web, route('web')),
      },
      { title: 'its autoscaler stays', base: all(web, autoscaler), head: autoscaler },
      {
        title: 'a workload needs a deleted ConfigMap to start',
        base: all(reading(false), config),
        head: reading(false),
      },
    ],
    valid: [
      { title: 'all of it goes', base: all(config, web, service, autoscaler), head: config },
      {
        title: 'other pods stand behind the Service',
        base: all(web, service, web.replace('{ name: web,', '{ name: canary,')),
        head: all(service, web.replace('{ name: web,', '{ name: canary,')),
      },
      {
        title: 'the route leads to another Service',
        base: all(web, service, route('web')),
        head: all(web, service.replace('{ name: web,', '{ name: storefront,'), route('storefront')),
      },
      { title: 'the ConfigMap is optional', base: all(reading(true), config), head: reading(true) },
      {
        title: 'another controller makes the object from now on',
        base: all(reading(false), config),
        head: all(
          reading(false),
          'apiVersion: config.example/v1\nkind: RemoteConfig\nmetadata: { name: remote, namespace: shop }\nspec: { target: flags }\n',
        ),
      },
    ],
  },
});

const severities: readonly Severity[] = ['high', 'medium', 'low'];

const words: Record<LostReference['loss'], { readonly severity: Severity; readonly text: string }> = {
  ConfigOfThisRollout: { severity: 'high', text: 'needs it: the pods of its rollout cannot start' },
  Backend: { severity: 'medium', text: 'still sends requests to it' },
  Pods: { severity: 'medium', text: 'is left without pods' },
  RolloutTarget: { severity: 'medium', text: 'is left without the workload which it rolls out' },
  ConfigOfTheNextPods: { severity: 'medium', text: 'needs it: running pods go on, the next ones cannot start' },
  ScaleTarget: { severity: 'low', text: 'is left without anything to scale' },
  GuardedPods: { severity: 'low', text: 'is left without pods' },
};

function messageOf(lost: readonly LostReference[]): string {
  return lost.map(({ by, loss }) => `${by} ${words[loss].text}`).join('; ');
}
