import { asksForValue } from '../kubernetes/label-requirement.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { isConfig, isService, namedTarget, podSelector, surgingClaims, templateLabels } from './relations.ts';
import { routedServices } from './routes/route-kinds.ts';

/** Words of which a document must contain one for an object in it to be related with what is known. */
export interface RelatedWords {
  /**
   * Of what selects or names a workload: a workload's name and the values of its labels. Of what names a Service: its
   * name. Of the Services which a route names: their names.
   */
  readonly fronts: ReadonlySet<string>;
  /** Of a workload: the selector values of a Service or budget, what an autoscaler, Canary or Rollout names, the name of a configuration. */
  readonly workloads: ReadonlySet<string>;
  /** Of a ConfigMap or Secret: the name of another one, which a reader may mean instead. */
  readonly configs: ReadonlySet<string>;
  /** Of a PersistentVolumeClaim: its name, as a Deployment writes it. */
  readonly claims: ReadonlySet<string>;
}

export function relatedWords(objects: readonly RevisionObject[]): RelatedWords {
  return {
    fronts: filled(objects.flatMap(frontWords)),
    workloads: filled(objects.flatMap(workloadWords)),
    configs: filled(objects.filter(isConfig).map(({ reference }) => reference.name)),
    claims: filled(objects.flatMap(surgingClaims)),
  };
}

function frontWords(object: RevisionObject): readonly string[] {
  if (isService(object)) return [object.reference.name];
  const backends = routedServices(object);
  if (backends.length > 0) return backends.map(({ service }) => service);
  const labels = templateLabels(object);
  return labels ? [object.reference.name, ...Object.values(labels)] : [];
}

function workloadWords(object: RevisionObject): readonly string[] {
  if (isConfig(object)) return [object.reference.name];
  const selector = podSelector(object);
  if (selector) return selector.requirements.filter(asksForValue).flatMap(({ values }) => values);
  return [namedTarget(object)?.name ?? ''];
}

function filled(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => word !== ''));
}
