import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const strategy = fc.constantFrom(
  '{type: Recreate}',
  '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}',
  '{rollingUpdate: {maxSurge: 0, maxUnavailable: 2}}',
  '{rollingUpdate: {maxSurge: 25%, maxUnavailable: 50%}}',
);
const state = fc.record({
  strategy,
  replicas: fc.constantFrom(0, 1, 3, 4),
  paused: fc.boolean(),
  minReadySeconds: fc.constantFrom(0, 10),
  delay: fc.constantFrom(0, 20),
  grace: fc.constantFrom(0, 30),
  image: fc.constantFrom('1', '2', '3'),
});
type State = typeof state extends fc.Arbitrary<infer Value> ? Value : never;

function deployment(name: string, { strategy, replicas, paused, minReadySeconds, delay, grace, image }: State): string {
  const probe = `{httpGet: {path: /, port: 80}, initialDelaySeconds: ${delay}}`;
  const pod = `{terminationGracePeriodSeconds: ${grace}, containers: [{name: web, image: "web:${image}", readinessProbe: ${probe}}]}`;
  const template = `{metadata: {labels: {app: ${name}}}, spec: ${pod}}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  strategy: ${strategy}
  paused: ${paused}
  minReadySeconds: ${minReadySeconds}
  selector: {matchLabels: {app: ${name}}}
  template: ${template}
`;
}

/** Different changes of equal Deployments, and a few others: much of their courses is the same, and not all. */
const edits = fc
  .tuple(
    state,
    fc.array(fc.tuple(fc.nat({ max: 3 }), fc.option(state, { nil: undefined })), { minLength: 2, maxLength: 6 }),
  )
  .map(([common, heads]) =>
    heads.map(([kind, head]): readonly [State | undefined, State | undefined] => {
      if (kind === 3) return [undefined, head];
      return [common, kind === 2 && head ? { ...common, image: '3', replicas: head.replicas } : head];
    }),
  );

type Edit = readonly [name: string, before: State | undefined, after: State | undefined];

async function rolloutsOf(pairs: readonly Edit[]) {
  const side = (which: 1 | 2) =>
    Object.fromEntries(
      pairs.flatMap(({ 0: name, [which]: of }) => (of ? [[`${name}.yaml`, deployment(name, of)]] : [])),
    );
  return (await planInline(side(1), side(2))).rollouts;
}

test('a Deployment is forecast among others as it is alone', async () => {
  await fc.assert(
    fc.asyncProperty(edits, async (pairs) => {
      const named = pairs.map(([before, after], index): Edit => [`app-${index}`, before, after]);
      const alone = await Promise.all(named.map((one) => rolloutsOf([one])));
      expect(await rolloutsOf(named)).toEqual(alone.flat());
    }),
  );
});
