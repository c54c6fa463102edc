import { defineRule } from './define-rule.ts';

const configMap = (lines: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: flags, namespace: shop }
data:
  LOG_LEVEL: info
${lines}`;

export const duplicateKey = defineRule({
  id: 'duplicate-key',
  severity: 'medium',
  summary: 'A key stands twice in one mapping',
  rationale:
    'kubectl takes the last of the two without a word, and kustomize refuses the file. Whoever edits the first one changes nothing.',
  remediation: 'Remove one of the two.',
  references: ['https://yaml.org/spec/1.2.2/#3213-node-comparison'],
  *check({ duplicateKeys }) {
    for (const duplicateKey of duplicateKeys) yield { message: duplicateKey.message, duplicateKey };
  },
  examples: {
    invalid: [{ title: 'a second entry is added', base: configMap(''), head: configMap('  LOG_LEVEL: debug\n') }],
    valid: [
      { title: 'another key is added', base: configMap(''), head: configMap('  LOG_FORMAT: json\n') },
      {
        title: 'it was there before',
        base: configMap('  LOG_LEVEL: debug\n'),
        head: configMap('  LOG_LEVEL: debug\n  LOG_FORMAT: json\n'),
      },
    ],
  },
});
