import { defineRule } from './define-rule.ts';
import { exampleDeployment } from './example-deployment.ts';
import { exampleService, together } from './example-traffic.ts';
import { listNames } from './list-names.ts';

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
      const { service, cause, workloads, areRemoved } = fact;
      yield {
        message:
          cause === 'Selector'
            ? `the new selector fits no pod of these files; until now it was ${listNames(workloads)}`
            : `${service} asks for a label which the new pods do not have, so it has no endpoint once they have replaced the old ones`,
        field: cause === 'Selector' ? 'spec.selector' : 'spec.template.metadata.labels',
        ...(areRemoved && { severity: 'medium' }),
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
