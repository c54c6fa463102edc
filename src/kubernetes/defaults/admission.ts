import type { JsonObject } from '../../schema/json.ts';
import { type Draft, refine, refineEach, refineStruct, setDefault } from './draft.ts';

const httpsPort = 443;

export function defaultValidatingWebhooks(configuration: JsonObject): JsonObject {
  const draft: Draft = { ...configuration };
  refineEach(draft, 'webhooks', defaultWebhook);
  return draft;
}

export function defaultMutatingWebhooks(configuration: JsonObject): JsonObject {
  const draft: Draft = { ...configuration };
  refineEach(draft, 'webhooks', (webhook) => ({ reinvocationPolicy: 'Never', ...defaultWebhook(webhook) }));
  return draft;
}

/** Mirrors SetDefaults_ValidatingWebhook of admissionregistration.k8s.io/v1. */
function defaultWebhook(webhook: JsonObject): JsonObject {
  const draft: Draft = { ...webhook };
  setDefault(draft, 'failurePolicy', 'Fail');
  setDefault(draft, 'matchPolicy', 'Equivalent');
  setDefault(draft, 'namespaceSelector', {});
  setDefault(draft, 'objectSelector', {});
  setDefault(draft, 'timeoutSeconds', 10);
  refineEach(draft, 'rules', (rule) => ({ scope: '*', ...rule }));
  refineStruct(draft, 'clientConfig', (config) => {
    const configDraft: Draft = { ...config };
    refine(configDraft, 'service', (service) => ({ port: httpsPort, ...service }));
    return configDraft;
  });
  return draft;
}
