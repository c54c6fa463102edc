import { toServedVersion } from '../../kubernetes/conversions/served-version.ts';
import { fieldAt, listAt, stringAt, stringMapAt } from '../../kubernetes/field-access.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import type { Backend, RouteKind, RouteRule } from './route-kind.ts';

/** One rule per host and path; with the annotations of ingress-nginx also the share of a canary. */
export const ingress: RouteKind = {
  kinds: ['networking.k8s.io/Ingress', 'extensions/Ingress'],
  rulesOf: (value, { namespace }) => {
    const served = toServedVersion(value);
    const share = canaryShare(served);
    const rule = (match: string, backend: JsonValue | undefined): RouteRule => ({
      key: match,
      match,
      backends: backendsOf(backend, namespace, share?.weight ?? defaultTotal),
      ...(share && { total: share.total, fallsBack: true }),
    });
    const paths = listAt(served, 'spec', 'rules').flatMap((each) =>
      listAt(each, 'http', 'paths').map((path) =>
        rule(`${stringAt(each, 'host') ?? '*'}${stringAt(path, 'path') ?? '/'}`, fieldAt(path, 'backend')),
      ),
    );
    const rest = fieldAt(served, 'spec', 'defaultBackend');
    return rest === undefined ? paths : [...paths, rule('all other requests', rest)];
  },
};

const prefix = 'nginx.ingress.kubernetes.io/';
/** What canary-weight-total is where it is not written; so is the weight of an Ingress which is no canary. */
const defaultTotal = 100;

/** An Ingress with `canary: "true"` takes a share of the requests of the one with the same host and path. */
function canaryShare(served: JsonObject): { readonly weight: number; readonly total: number } | undefined {
  const annotations = stringMapAt(served, 'metadata', 'annotations');
  if (annotations[`${prefix}canary`] !== 'true') return undefined;
  const total = numberIn(annotations[`${prefix}canary-weight-total`]) ?? defaultTotal;
  const weight = numberIn(annotations[`${prefix}canary-weight`]) ?? 0;
  return { total, weight: Math.min(weight, total) };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function backendsOf(backend: JsonValue | undefined, namespace: string | undefined, weight: number): readonly Backend[] {
  const service = stringAt(backend, 'service', 'name');
  return service === undefined ? [] : [{ service, namespace, weight }];
}
