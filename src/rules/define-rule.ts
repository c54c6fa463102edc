import type { RuleId, Severity } from '../schema/finding.ts';
import type { DuplicateKeyFact, RuleFacts } from './rule-facts.ts';

interface RuleExample {
  /** Completes the sentence “the rule fires when …” or “is silent when …”. */
  readonly title: string;
  /** Manifests before and after the change, as in a pull request. */
  readonly base: string;
  readonly head: string;
  /** What kubectl prints of the cluster, where it matters. */
  readonly facts?: string;
}

export interface RuleHit {
  readonly message: string;
  /** Where to look in the object: a Kubernetes field path. */
  readonly field?: string;
  /** Where to look in the file, for what is not in an object. */
  readonly duplicateKey?: DuplicateKeyFact;
  /** Where they differ from those of the rule. */
  readonly severity?: Severity;
  readonly remediation?: string;
}

/**
 * One hazard. `check` sees facts and yields what it found; it must only report what this change introduces or touches.
 * `examples` are the rule's tests and its documentation, so neither list may be empty.
 */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** Constant text: no names of the user's. */
  readonly summary: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly check: (facts: RuleFacts) => Iterable<RuleHit>;
  readonly examples: {
    readonly invalid: readonly [RuleExample, ...RuleExample[]];
    readonly valid: readonly [RuleExample, ...RuleExample[]];
  };
}

export function defineRule(rule: Rule): Rule {
  return rule;
}
