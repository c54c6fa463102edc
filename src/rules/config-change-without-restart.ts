import type { ConfigReader } from '../schema/effect.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { defineRule } from './define-rule.ts';
import { exampleDeployment, exampleProbe } from './example-deployment.ts';

const shop = (flag: string, tag: string, read: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: flags, namespace: shop }
data: { FEATURE_X: "${flag}" }
---
${exampleDeployment({ tag, container: [exampleProbe, read] })}`;
const env = 'envFrom: [{ configMapRef: { name: flags } }]';

export const configChangeWithoutRestart = defineRule({
  id: 'config-change-without-restart',
  severity: 'medium',
  summary: 'Running pods do not see the changed configuration',
  rationale:
    'A container reads environment variables and subPath files once, when it starts. A changed ConfigMap or Secret restarts nothing: ' +
    'the pods keep the old values until something else restarts them, perhaps weeks later and only some of them.',
  remediation:
    'Restart the workload with the change: an annotation with a checksum of the configuration in the pod template, a generated name with a hash suffix, or a reloader.',
  references: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
  ],
  *check({ change }) {
    if (change?.action !== 'update') return;
    const stale = staleReaders(change);
    if (stale.length === 0) return;
    yield {
      message: `${stale.map(describeReader).join(', ')} will not see it until ${stale.length === 1 ? 'its' : 'their'} pods restart, and nothing in this change restarts them`,
      field: change.object.kind === 'ConfigMap' || change.object.kind === 'Secret' ? 'data' : 'metadata',
    };
  },
  examples: {
    invalid: [
      { title: 'a value read as environment changes alone', base: shop('off', '1', env), head: shop('on', '1', env) },
    ],
    valid: [
      { title: 'the reader rolls in the same change', base: shop('off', '1', env), head: shop('on', '2', env) },
      { title: 'nobody reads it', base: shop('off', '1', 'env: []'), head: shop('on', '1', 'env: []') },
    ],
  },
});

function staleReaders(change: ResourceChange): readonly ConfigReader[] {
  return change.effects.flatMap((effect) =>
    effect.type === 'ConfigReaches' ? effect.readers.filter(({ sees }) => sees === 'AtTheNextRestart') : [],
  );
}

const words: Record<ConfigReader['via'][number], string> = {
  Env: 'environment',
  EnvFrom: 'environment',
  Volume: 'files',
  SubPath: 'a subPath mount',
  ImagePullSecret: 'image pull secret',
};

function describeReader({ object, via }: ConfigReader): string {
  const ways = [...new Set(via.map((way) => words[way]))];
  return `${object.kind} ${object.name} (reads it as ${ways.join(' and ')})`;
}
