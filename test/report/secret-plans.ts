import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { credentialPlaces, digits, fileNameOf, secretManifests } from '../app/secret-hiding-places.ts';
import { planInline } from '../plan-inline.ts';

interface SecretPlan {
  readonly place: string;
  readonly plan: RolloutPlan;
  /** What must be nowhere in what is told of the plan. */
  readonly forms: readonly string[];
}

/** A plan for every place where a secret value may stand, with a workload which reads it, so that there are findings. */
export function secretPlans(): Promise<readonly SecretPlan[]> {
  const places = Object.entries({ ...secretManifests, ...credentialPlaces });
  const values = ['Qbefore4k7T9xW2mLpZa', 'Qafter8d3Y6vN1cRhJsb'] as const;
  const forms = values.flatMap((value) => [value, Buffer.from(value).toString('base64'), digits(value)]);
  return Promise.all(
    places.map(async ([place, write]) => {
      const [base, head] = values.map((value) => ({ [fileNameOf(place)]: write(value), 'reader.yaml': reader }));
      return { place, plan: await planInline(base ?? {}, head ?? {}), forms };
    }),
  );
}

const reader = `apiVersion: apps/v1
kind: Deployment
metadata: {name: reader, namespace: shop}
spec:
  selector: {matchLabels: {app: reader}}
  template:
    metadata: {labels: {app: reader}}
    spec:
      containers:
        - name: reader
          image: shop/reader:1
          envFrom: [{secretRef: {name: db}}, {configMapRef: {name: web}}]
`;
