import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';
import { SourceLocation } from './source-location.ts';

export const Severity = z.enum(['high', 'medium', 'low', 'info']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof Severity>;

export const RuleId = z
  .enum([
    'api-server-refusal',
    'immutable-selector',
    'immutable-stateful-set-field',
    'selector-template-mismatch',
    'invalid-rollout-strategy',
    'service-selects-no-pods',
    'traffic-switch-before-ready',
    'endpoints-empty-during-rollout',
    'target-port-missing',
    'capacity-floor-zero',
    'floor-not-guaranteed',
    'scaling-deadlock',
    'surge-with-single-attach-volume',
    'surge-with-host-port',
    'workload-renamed-gap',
    'removed-workload-still-referenced',
    'eviction-blocked',
    'config-change-without-restart',
    'quota-exceeded',
    'duplicate-key',
  ])
  .meta({ id: 'RuleId' });
export type RuleId = z.infer<typeof RuleId>;

export const Finding = z
  .strictObject({
    rule: RuleId,
    severity: Severity,
    object: ObjectReference.optional(),
    message: z.string(),
    source: SourceLocation.optional(),
    remediation: z.string(),
  })
  .readonly()
  .meta({ id: 'Finding', description: 'A hazard which this change introduces.' });
export type Finding = z.infer<typeof Finding>;
