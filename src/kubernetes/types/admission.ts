import { bytes, int32, list, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

// Webhook configurations (k8s.io/api/admissionregistration/v1).

const serviceReference = struct({
  name: text,
  namespace: text,
  path: pointer(text),
  port: pointer(int32),
});

const webhookClientConfig = struct({
  caBundle: bytes,
  service: pointer(serviceReference),
  url: pointer(text),
});

const ruleWithOperations = struct({
  apiGroups: list(text),
  apiVersions: list(text),
  operations: list(text),
  resources: list(text),
  scope: pointer(text),
});

const matchCondition = struct({
  expression: text,
  name: text,
});

const webhookFields = {
  admissionReviewVersions: list(text),
  clientConfig: webhookClientConfig,
  failurePolicy: pointer(text),
  matchConditions: list(matchCondition, { keys: ['name'], mergeKey: 'name' }),
  matchPolicy: pointer(text),
  name: text,
  namespaceSelector: pointer(labelSelector),
  objectSelector: pointer(labelSelector),
  rules: list(ruleWithOperations),
  sideEffects: pointer(text),
  timeoutSeconds: pointer(int32),
};

const validatingWebhook = struct(webhookFields);
const mutatingWebhook = struct({ ...webhookFields, reinvocationPolicy: pointer(text) });

export const validatingWebhookConfiguration = struct({
  metadata: objectMeta,
  webhooks: list(validatingWebhook, { keys: ['name'], mergeKey: 'name' }),
});

export const mutatingWebhookConfiguration = struct({
  metadata: objectMeta,
  webhooks: list(mutatingWebhook, { keys: ['name'], mergeKey: 'name' }),
});
