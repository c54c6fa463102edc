import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import type { JsonObject } from '../../src/schema/json.ts';

interface Place {
  readonly namespace?: string;
  readonly root?: string;
}

/** An object of a revision; `rest` is what it holds beside its identity. */
export function revisionObject(
  apiVersion: string,
  kind: string,
  name: string,
  rest: JsonObject,
  place: Place = {},
): RevisionObject {
  const { namespace = 'shop', root = '.' } = place;
  const value: JsonObject = { apiVersion, kind, metadata: { name, namespace }, ...rest };
  const documentText = JSON.stringify(value);
  const document = { path: `${root}/${name}.yaml`, line: 1, documentText, documentLine: 1, within: [] };
  return {
    reference: { apiVersion, kind, namespace, name, root },
    object: { apiVersion, kind, namespace, name, value, document },
  };
}

export function deploymentOf(name: string, labels: JsonObject, place: Place = {}): RevisionObject {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'shop/web:1' }] } };
  return revisionObject('apps/v1', 'Deployment', name, { spec: { replicas: 3, template } }, place);
}

export function serviceOf(name: string, selector: JsonObject | undefined, place: Place = {}): RevisionObject {
  return revisionObject('v1', 'Service', name, { spec: selector ? { selector } : {} }, place);
}

export function autoscalerOf(name: string, target: string, spec: JsonObject, place: Place = {}): RevisionObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: target };
  return revisionObject(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    name,
    { spec: { ...spec, scaleTargetRef } },
    place,
  );
}
