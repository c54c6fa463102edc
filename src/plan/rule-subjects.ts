import { judgeEdit } from '../diff/judge-edit.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import type { DuplicateKeyFact } from '../rules/rule-facts.ts';
import type { Rejection } from '../schema/rejection.ts';
import type { RuleSubject } from './collect-findings.ts';
import { introducedDuplicateKeys } from './diagnostics.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { PlanInput } from './plan-input.ts';
import { quotaShortages } from './quota-shortages.ts';

/** What the rules are asked about: each changed object, and the changed files together. */
export function ruleSubjects(
  input: PlanInput,
  changes: readonly ObjectChange[],
  forecasts: readonly ForecastOf[],
  cluster: LiveCluster,
): readonly RuleSubject[] {
  const byChange = new Map(forecasts.map((forecast) => [forecast.objectChange, forecast]));
  const duplicateKeys: readonly DuplicateKeyFact[] = introducedDuplicateKeys(input);
  return [
    ...changes.map((change) =>
      subjectOf(change, { forecast: byChange.get(change), cluster, kubernetesVersion: input.kubernetesVersion }),
    ),
    { change: undefined, facts: { introducedRejections: [], fieldsRefusedBefore: new Set(), duplicateKeys } },
  ];
}

interface SubjectMeans {
  readonly forecast: ForecastOf | undefined;
  readonly cluster: LiveCluster;
  readonly kubernetesVersion: string;
}

function subjectOf(change: ObjectChange, { forecast, cluster, kubernetesVersion }: SubjectMeans): RuleSubject {
  const before = fieldsRefusedBefore(change, kubernetesVersion);
  return {
    change,
    facts: {
      change: change.change,
      introducedRejections: introducedRejections(change, before, kubernetesVersion),
      fieldsRefusedBefore: before,
      ...(forecast && { rollout: forecast.rollout, quotaShortages: quotaShortages(forecast, cluster) }),
      ...(forecast?.before &&
        forecast.strategyTypeBefore !== undefined && {
          before: {
            strategyType: forecast.strategyTypeBefore,
            hasReadinessProbe: forecast.before.readiness.hasReadinessProbe,
          },
        }),
      ...(forecast?.after && { after: { hasReadinessProbe: forecast.after.readiness.hasReadinessProbe } }),
      duplicateKeys: [],
    },
  };
}

/**
 * The refusals which base did not have already. Where base is refused the cluster does not hold it, so nothing about it
 * is immutable: then only what head would be refused for as a new object counts. The reasons are those of the change,
 * in which secrets are masked.
 */
function introducedRejections(
  { after, change }: ObjectChange,
  before: ReadonlySet<string>,
  kubernetesVersion: string,
): readonly Rejection[] {
  if (before.size === 0 || !after) return change.rejected;
  const { rejected } = judgeEdit(undefined, after.object.value, { kubernetesVersion, via: 'apply' });
  const alone = new Set(rejected.map(({ field }) => field));
  return change.rejected.filter(({ field }) => alone.has(field) && !before.has(field));
}

/** Only asked where the change is refused: whether base would be refused as well. */
function fieldsRefusedBefore({ before, verdict }: ObjectChange, kubernetesVersion: string): ReadonlySet<string> {
  if (!before || verdict.rejected.length === 0) return new Set();
  const { rejected } = judgeEdit(undefined, before.object.value, { kubernetesVersion, via: 'apply' });
  return new Set(rejected.map(({ field }) => field));
}
