import { judgeEdit } from '../diff/judge-edit.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import type { DuplicateKeyFact } from '../rules/rule-facts.ts';
import type { Rejection } from '../schema/rejection.ts';
import type { RuleSubject } from './collect-findings.ts';
import { introducedDuplicateKeys } from './diagnostics.ts';
import type { ForecastOf } from './forecast-deployments.ts';
import type { PlanInput } from './plan-input.ts';

/** What the rules are asked about: each changed object, and the changed files together. */
export function ruleSubjects(
  input: PlanInput,
  changes: readonly ObjectChange[],
  forecasts: readonly ForecastOf[],
): readonly RuleSubject[] {
  const byChange = new Map(forecasts.map((forecast) => [forecast.objectChange, forecast]));
  const duplicateKeys: readonly DuplicateKeyFact[] = introducedDuplicateKeys(input);
  return [
    ...changes.map((change) => subjectOf(change, byChange.get(change), input.kubernetesVersion)),
    { change: undefined, facts: { refusedBefore: [], duplicateKeys } },
  ];
}

function subjectOf(change: ObjectChange, forecast: ForecastOf | undefined, kubernetesVersion: string): RuleSubject {
  return {
    change,
    facts: {
      change: change.change,
      refusedBefore: refusedBefore(change, kubernetesVersion),
      ...(forecast && { rollout: forecast.rollout }),
      ...(forecast?.before && {
        before: {
          strategyType: forecast.before.strategy.type,
          hasReadinessProbe: forecast.before.readiness.hasReadinessProbe,
        },
      }),
      duplicateKeys: [],
    },
  };
}

/** Only asked where the change is refused: whether base would be refused as well. */
function refusedBefore({ before, verdict }: ObjectChange, kubernetesVersion: string): readonly Rejection[] {
  if (!before || verdict.rejected.length === 0) return [];
  return judgeEdit(undefined, before.object.value, { kubernetesVersion, via: 'apply' }).rejected;
}
