import { configReads } from '../diff/config-reads.ts';
import { type RequirementsSelector, selectorOf } from '../kubernetes/label-selector.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { labelIndex } from './label-index.ts';
import {
  isClaim,
  isConfig,
  isOpenEnded,
  isService,
  type Labels,
  namedTarget,
  nameKey,
  ownNameKey,
  podSelector,
  surgingClaims,
  templateLabels,
} from './relations.ts';
import { dividedService, isDestinationRule } from './routes/destination-rule.ts';
import { routedServices } from './routes/route-kinds.ts';
import { type ServiceName, serviceKey } from './routes/service-host.ts';

/**
 * Of the objects that were found, those that the forecast of a known one needs: of a workload the Services and budgets in
 * front, what scales or runs it and the claims which its pods share, of these the workloads behind them, of a Service what
 * sends requests to it, of a route its Services, of a ConfigMap or Secret the workloads that read it and what else these may
 * mean. Roots are not looked at: what is found in another root tells whether a match is the only one. Both lists
 * can be many thousands, so nothing is compared one by one.
 */
export function findNeeded(
  known: readonly RevisionObject[],
  found: readonly RevisionObject[],
): readonly RevisionObject[] {
  const isKnown = new Set(known.map(({ object }) => object));
  const candidates = found.filter(({ object }) => !isKnown.has(object));
  const knownWorkloads = indexWorkloads(known);
  const candidateWorkloads = indexWorkloads(candidates);
  const needed = new Set([
    // Many fronts ask for the same pods, and have the same answer.
    ...[...new Set(known.filter((object) => !isOpenEnded(object)).map(candidateWorkloads.behind))].flat(),
    ...aroundConfigs(known.filter(isConfig), candidates),
    ...aroundServices(known, candidates),
    ...claimsOf(known, candidates),
  ]);
  return candidates.filter((candidate) => needed.has(candidate) || knownWorkloads.behind(candidate).length > 0);
}

/** The claims of the Deployments, of those of one name all. */
function claimsOf(known: readonly RevisionObject[], candidates: readonly RevisionObject[]): readonly RevisionObject[] {
  const names = new Set(
    known.flatMap((object) => surgingClaims(object).map((name) => nameKey(object, 'PersistentVolumeClaim', name))),
  );
  return names.size === 0
    ? []
    : candidates.filter((candidate) => isClaim(candidate) && names.has(ownNameKey(candidate)));
}

/** The readers of the ConfigMaps and Secrets, and those of the same name in other roots, which a reader may mean. */
function aroundConfigs(configs: readonly RevisionObject[], candidates: readonly RevisionObject[]) {
  if (configs.length === 0) return [];
  const known = Map.groupBy(configs, ownNameKey);
  const isRead = (candidate: RevisionObject) =>
    configReads(candidate.object.value).some(({ kind, name }) => known.has(nameKey(candidate, kind, name)));
  const isNamesake = (candidate: RevisionObject) => {
    const namesakes = isConfig(candidate) ? known.get(ownNameKey(candidate)) : undefined;
    return namesakes?.every(({ reference }) => reference.root !== candidate.reference.root) ?? false;
  };
  return candidates.filter((candidate) => isRead(candidate) || isNamesake(candidate));
}

/** What names one of the known Services, and the Services which a known route names. */
function aroundServices(known: readonly RevisionObject[], candidates: readonly RevisionObject[]) {
  const services = new Set(known.filter(isService).map(ownNameKey));
  const named = new Set(known.flatMap(routedServices).map(serviceKey));
  if (services.size === 0 && named.size === 0) return [];
  return candidates.filter((candidate) =>
    isService(candidate)
      ? named.has(ownNameKey(candidate))
      : servicesNamedBy(candidate).some((service) => services.has(serviceKey(service))),
  );
}

function servicesNamedBy(object: RevisionObject): readonly ServiceName[] {
  const divided = isDestinationRule(object) ? dividedService(object) : undefined;
  return divided ? [divided] : routedServices(object);
}

interface WorkloadIndex {
  /** The workloads which a Service or budget selects or another object names; of any other object none. */
  readonly behind: (front: RevisionObject) => readonly RevisionObject[];
}

interface Workload {
  readonly object: RevisionObject;
  /** Those of its pods. */
  readonly labels: Labels;
}

function indexWorkloads(objects: readonly RevisionObject[]): WorkloadIndex {
  const workloads = objects.flatMap((object): readonly Workload[] => {
    const labels = templateLabels(object);
    return labels ? [{ object, labels }] : [];
  });
  const selected = labelIndex(workloads.map(({ object, labels }) => inNamespace(object, labels)));
  const known = new Map<string, readonly RevisionObject[]>();
  const selectedBy = (selector: RequirementsSelector) => {
    const key = JSON.stringify(selector.requirements);
    const found = known.get(key) ?? selected(selector).flatMap((at) => workloads[at]?.object ?? []);
    known.set(key, found);
    return found;
  };
  const byName = Map.groupBy(
    workloads.map(({ object }) => object),
    ownNameKey,
  );
  return {
    behind: (front) => {
      const selector = podSelector(front);
      if (selector) return selectedBy(selectorInNamespace(front, selector));
      const target = namedTarget(front);
      return target ? (byName.get(nameKey(front, target.kind, target.name)) ?? []) : [];
    },
  };
}

/** The namespace as one more label; as no label can, its key is empty. */
function inNamespace({ reference }: RevisionObject, labels: Labels): Labels {
  return { ...labels, '': JSON.stringify([reference.namespace ?? null]) };
}

function selectorInNamespace(object: RevisionObject, { requirements }: RequirementsSelector): RequirementsSelector {
  const [namespace = ''] = Object.values(inNamespace(object, {}));
  return selectorOf([...requirements, { key: '', operator: 'Equals', values: [namespace] }]);
}
