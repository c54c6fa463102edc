import type { JsonObject } from '../schema/json.ts';
import { deploymentStrategy, type InPlaceStrategy } from '../strategy/in-place.ts';

export interface ExampleParts {
  /** Of its image. */
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent: that of the API server. */
  readonly strategy?: InPlaceStrategy;
}

/** The Deployment of ten replicas by which strategies are explained. */
export function exampleDeployment({ version, labels, strategy }: ExampleParts): JsonObject {
  const readinessProbe = { httpGet: { path: '/', port: 8080 } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 10,
      ...(strategy && { strategy: deploymentStrategy(strategy) }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'web', image: `web:${version}`, readinessProbe }] },
      },
    },
  };
}
