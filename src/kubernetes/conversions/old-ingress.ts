import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { type Draft, refine, refineEach, setDefault } from '../defaults/draft.ts';

/** extensions/v1beta1 and networking.k8s.io/v1beta1: `backend`, `serviceName`, `servicePort`, and no need of a pathType. */
export function fromOldIngress(ingress: JsonObject): JsonObject {
  const draft: Draft = { ...ingress };
  refine(draft, 'spec', (stated) => {
    const { backend, ...rest } = stated;
    const spec: Draft = { ...rest };
    if (isJsonObject(backend)) spec['defaultBackend'] = fromOldBackend(backend);
    refineEach(spec, 'rules', fromOldRule);
    return spec;
  });
  return draft;
}

function fromOldRule(rule: JsonObject): JsonObject {
  const draft: Draft = { ...rule };
  refine(draft, 'http', (http) => {
    const httpDraft: Draft = { ...http };
    refineEach(httpDraft, 'paths', (path) => {
      const pathDraft: Draft = { ...path };
      setDefault(pathDraft, 'pathType', 'ImplementationSpecific');
      refine(pathDraft, 'backend', fromOldBackend);
      return pathDraft;
    });
    return httpDraft;
  });
  return draft;
}

function fromOldBackend(backend: JsonObject): JsonObject {
  const { serviceName, servicePort, ...rest } = backend;
  if (serviceName === undefined && servicePort === undefined) return rest;
  const service: Draft = {};
  if (serviceName !== undefined) service['name'] = serviceName;
  const port = fromOldPort(servicePort);
  if (port !== undefined) service['port'] = port;
  return { ...rest, service };
}

function fromOldPort(port: JsonValue | undefined): JsonObject | undefined {
  if (port === undefined || port === null) return undefined;
  return typeof port === 'string' ? { name: port } : { number: port };
}
