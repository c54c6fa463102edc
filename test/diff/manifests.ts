import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

interface DeploymentOptions {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly container?: JsonObject;
  readonly containers?: readonly JsonValue[];
  readonly pod?: JsonObject;
  readonly podMetadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly annotations?: JsonObject;
}

/** A valid workload; a test states only what matters. */
export function workload(options: DeploymentOptions = {}): JsonObject {
  const { kind = 'Deployment', name = 'web', namespace = 'shop', image = 'shop/web:1.4.2' } = options;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, ...(options.annotations && { annotations: options.annotations }) },
    spec: {
      ...(kind === 'StatefulSet' && { serviceName: name }),
      ...options.spec,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' }, ...options.podMetadata },
        spec: { containers: options.containers ?? [{ name: 'web', image, ...options.container }], ...options.pod },
      },
    },
  };
}

export function configMap(data: JsonObject, name = 'flags', more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data, ...more };
}

export function secret(stringData: JsonObject, name = 'db', more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, stringData, ...more };
}
