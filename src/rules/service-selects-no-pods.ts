import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';
import { exampleService, together } from './example-traffic.ts';
import { listNames } from './list-names.ts';
import type { TrafficFact } from './traffic-facts.ts';

const labelled = exampleDeployment({}).replace('labels: { app: web }', 'labels: { app: web, tier: front }');

export const serviceSelectsNoPods = defineRule({
  id: 'service-selects-no-pods',
  severity: 'high',
  summary: 'A Service loses its pods: none of these files has the labels which it asks for',
  rationale:
    'A Service sends requests to the pods which have all labels of its selector. Where the selector or the labels of the pods change alone, ' +
    'no pod fits any more, and from the apply on every connection is refused.',
  remediation: 'Let the selector and the labels of the pods agree; check both for a slip of the pen.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
  ],
  *check({ traffic = [] }) {
    for (const fact of traffic) {
      if (fact.type !== 'SelectsNoPods') continue;
      yield {
        message: messageOf(fact),
        field: fact.cause === 'Selector' ? 'spec.selector' : 'spec.template.metadata.labels',
        ...(fact.neverStarted.length > 0 && { remediation: untilReady }),
        ...(fact.areRemoved && { severity: 'medium' }),
      };
    }
  },
  examples: {
    invalid: [
      {
        title: 'the selector changes to a label which no pod has',
        base: together(exampleService('{ app: web }'), exampleDeployment({})),
        head: together(exampleService('{ app: wbe }'), exampleDeployment({})),
      },
      {
        title: 'the selector changes together with that of a Deployment, which cannot',
        base: together(exampleService('{ app: web }'), exampleDeployment({})),
        head: together(exampleService('{ app: shop }'), exampleDeployment({}).replaceAll('app: web', 'app: shop')),
      },
      {
        title: 'the pods lose a label for which the Service asks',
        base: together(exampleService('{ app: web, tier: front }'), labelled),
        head: together(exampleService('{ app: web, tier: front }'), exampleDeployment({})),
      },
    ],
    valid: [
      {
        title: 'it asks for fewer labels',
        base: together(exampleService('{ app: web, tier: front }'), labelled),
        head: together(exampleService('{ app: web }'), labelled),
      },
      {
        title: 'its pods were in none of the files before either',
        base: exampleService('{ cluster: db-1 }'),
        head: exampleService('{ cluster: db-2 }'),
      },
      {
        title: 'it becomes an alias of a host outside',
        base: together(exampleService('{ app: web }'), exampleDeployment({})),
        head: together(
          exampleService('{ app: web }').replace(
            'spec:',
            'spec:\n  type: ExternalName\n  externalName: shop.example.com',
          ),
          exampleDeployment({}),
        ),
      },
    ],
  },
});

const untilReady = 'Let the Service go on asking for the former labels until pods with the new ones are ready.';

function messageOf({
  service,
  cause,
  workloads,
  neverStarted,
}: Extract<TrafficFact, { type: 'SelectsNoPods' }>): string {
  if (cause === 'Labels') {
    return `${service} asks for a label which the new pods do not have, so it has no endpoint once they have replaced the old ones`;
  }
  return neverStarted.length > 0
    ? `the new selector fits only pods which ${listNames(neverStarted)} should have, and this apply starts none of them`
    : `the new selector fits no pod of these files; until now it was ${listNames(workloads)}`;
}
