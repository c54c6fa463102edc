import { multiplyRequests, noRequests } from '../kubernetes/pod-requests.ts';
import {
  canonicalQuantity,
  parseQuantity,
  type Quantity,
  quantitySign,
  subtractQuantities,
} from '../kubernetes/quantity.ts';
import type { QuotaShortage } from '../rules/rule-facts.ts';
import type { LiveResourceQuota } from '../schema/facts.ts';
import type { ForecastOf } from './forecast-workloads.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/**
 * Where the peak of a rollout needs more than the quotas of its namespace have left. A quota with scopes is left out: which
 * pods it counts is not known. Terminating pods count as pods; what they still request is not added.
 */
export function quotaShortages(forecast: ForecastOf, cluster: LiveCluster): readonly QuotaShortage[] {
  const { outcome, type } = forecast.rollout;
  if (outcome === 'Rejected' || type === 'Stops') return [];
  const quotas = cluster.quotas(namespaceOf(forecast, cluster)).filter(isForAllPods);
  if (quotas.length === 0) return [];
  const extra = extraOver(forecast);
  return quotas.flatMap((quota) => Object.keys(quota.status.hard).flatMap((name) => shortage(quota, name, extra)));
}

/** A manifest without a namespace is found by what the cluster has of its name. */
function namespaceOf({ rollout: { object } }: ForecastOf, cluster: LiveCluster): string {
  if (object.namespace !== undefined) return object.namespace;
  const found = cluster.workload(object);
  return found.type === 'Found' ? found.namespace : '';
}

function isForAllPods({ spec }: LiveResourceQuota): boolean {
  return (spec.scopes ?? []).length === 0 && spec.scopeSelector === undefined;
}

type Amounts = Readonly<Record<'pods' | 'cpu' | 'memory', Quantity>>;

/** What quotas call them. Mirrors the evaluator of pods in pkg/quota. */
const amountOf: Readonly<Record<string, keyof Amounts>> = {
  pods: 'pods',
  'count/pods': 'pods',
  cpu: 'cpu',
  'requests.cpu': 'cpu',
  memory: 'memory',
  'requests.memory': 'memory',
};

/** The peak less what there is when the change is applied. */
function extraOver({ rollout: { capacity }, series, before }: ForecastOf): Amounts {
  const [first] = series;
  const present = first ? first.old + first.new + first.terminating : 0;
  const now = multiplyRequests(requestsOf(before), present);
  const peak = capacity.peakPodsWithTerminating ?? capacity.peakPods;
  const less = (text: string, used: Quantity) => subtractQuantities(quantityOf(text), used);
  return {
    pods: quantityOf(String(peak - present)),
    cpu: less(capacity.peakRequests.cpu, now.cpu),
    memory: less(capacity.peakRequests.memory, now.memory),
  };
}

function requestsOf(facts: WorkloadFacts | undefined) {
  return facts?.requests ?? noRequests;
}

function quantityOf(text: string): Quantity {
  return parseQuantity(text) ?? noRequests.cpu;
}

function shortage({ metadata, status }: LiveResourceQuota, resource: string, extra: Amounts): readonly QuotaShortage[] {
  const amount = amountOf[resource];
  const hard = parseQuantity(status.hard[resource] ?? '');
  const used = parseQuantity(status.used[resource] ?? '0');
  if (amount === undefined || !hard || !used) return [];
  const free = subtractQuantities(hard, used);
  const needed = extra[amount];
  const isEnough = quantitySign(needed) <= 0 || quantitySign(subtractQuantities(free, needed)) >= 0;
  if (isEnough) return [];
  const left = quantitySign(free) < 0 ? '0' : canonicalQuantity(free);
  return [{ quota: metadata.name, resource, free: left, needed: canonicalQuantity(needed) }];
}
