import { defineRule } from './define-rule.ts';
import { exampleDeployment, exampleProbe } from './example-deployment.ts';

const deployment = (container: readonly string[], tag: string) =>
  exampleDeployment({ spec: ['replicas: 4'], tag, container });

export const floorNotGuaranteed = defineRule({
  id: 'floor-not-guaranteed',
  severity: 'medium',
  summary: 'The readiness probe is removed: the capacity floor is no longer guaranteed',
  rationale:
    'Without a readiness probe a pod counts as ready as soon as its containers run. The controller then stops old pods although the new ones may not serve yet, or may never serve.',
  remediation: 'Keep a readinessProbe on the containers which serve traffic.',
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe'],
  *check({ rollout, before, after }) {
    if (!rollout || !before?.hasReadinessProbe || after?.hasReadinessProbe || rollout.capacity.floorGuaranteed) return;
    yield {
      message: 'this change removes the readiness probe: new pods count as ready as soon as they start',
      field: 'spec.template.spec.containers',
    };
  },
  examples: {
    invalid: [
      { title: 'the probe is deleted', base: deployment([exampleProbe], '1.4.2'), head: deployment([], '1.4.2') },
    ],
    valid: [
      {
        title: 'the probe stays',
        base: deployment([exampleProbe], '1.4.2'),
        head: deployment([exampleProbe], '1.5.0'),
      },
      { title: 'there was none before', base: deployment([], '1.4.2'), head: deployment([], '1.5.0') },
    ],
  },
});
