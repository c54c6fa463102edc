import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { podReadiness } from '../../src/kubernetes/pod-readiness.ts';
import type { JsonObject } from '../../src/schema/json.ts';

/** A probe every 10 s unless said otherwise. */
function probe(initialDelaySeconds: number, periodSeconds = 10, rest: JsonObject = {}): JsonObject {
  return { initialDelaySeconds, periodSeconds, ...rest };
}

function pod(...containers: readonly JsonObject[]): JsonObject {
  return { containers: containers.map((each) => ({ name: 'web', image: 'web:1', ...each })) };
}

const job: JsonObject = { name: 'migrate', image: 'migrate:1' };
const proxy: JsonObject = { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' };

/** Pull 10 s, start 5 s, init container 5 s; at worst 60 s each. */
const cases: readonly { title: string; spec: JsonObject; seconds: readonly [number, number, number] }[] = [
  { title: 'without probes a pod is ready when its image is there', spec: pod({}), seconds: [0, 10, 60] },
  {
    title: 'the first check waits for the initial delay',
    spec: pod({ readinessProbe: probe(25, 5) }),
    seconds: [25, 35, 125],
  },
  {
    title: 'a first check before the start is repeated',
    spec: pod({ readinessProbe: probe(0, 10) }),
    seconds: [0, 20, 130],
  },
  {
    title: 'a check at the very moment of the start counts',
    spec: pod({ readinessProbe: probe(0, 5) }),
    seconds: [0, 15, 125],
  },
  {
    title: 'every success asked for takes a period',
    spec: pod({ readinessProbe: probe(5, 10, { successThreshold: 3 }) }),
    seconds: [25, 35, 150],
  },
  { title: 'the defaults of a probe are those of the API', spec: pod({ readinessProbe: {} }), seconds: [0, 20, 130] },
  {
    title: 'a liveness probe bounds the worst start',
    spec: pod({ readinessProbe: probe(0), livenessProbe: probe(5, 10, { failureThreshold: 2 }) }),
    seconds: [0, 20, 95],
  },
  {
    title: 'a startup probe holds back the readiness probe',
    spec: pod({ readinessProbe: probe(0, 30), startupProbe: probe(2, 4, { failureThreshold: 30 }) }),
    seconds: [2, 16, 212],
  },
  {
    title: 'readiness is checked no sooner than its delay after a startup probe',
    spec: pod({ readinessProbe: probe(40), startupProbe: probe(0, 4) }),
    seconds: [40, 50, 110],
  },
  {
    title: 'a startup probe alone decides',
    spec: pod({ startupProbe: probe(0, 4, { failureThreshold: 5 }) }),
    seconds: [0, 18, 80],
  },
  {
    title: 'containers pull one after the other, the last to be ready decides',
    spec: pod({}, { image: 'b:1', readinessProbe: probe(5) }),
    seconds: [5, 25, 190],
  },
  { title: 'an image is pulled once', spec: pod({}, { readinessProbe: probe(5) }), seconds: [5, 15, 130] },
  {
    title: 'an image which must be present is not pulled',
    spec: pod({ imagePullPolicy: 'Never' }),
    seconds: [0, 0, 0],
  },
  {
    title: 'init containers run first, one after the other',
    spec: { ...pod({}), initContainers: [job, job] },
    seconds: [0, 30, 240],
  },
  {
    title: 'a sidecar does not hold up the others',
    spec: { ...pod({}), initContainers: [proxy] },
    seconds: [0, 20, 120],
  },
  {
    title: 'a sidecar with a startup probe holds up the others',
    spec: { ...pod({}), initContainers: [{ ...proxy, startupProbe: probe(0, 5) }] },
    seconds: [0, 25, 135],
  },
  {
    title: 'a sidecar has to be ready too',
    spec: { ...pod({}), initContainers: [{ ...proxy, readinessProbe: probe(100) }] },
    seconds: [100, 110, 170],
  },
  { title: 'a pod without containers is ready at once', spec: {}, seconds: [0, 0, 0] },
];

describe('podReadiness', () => {
  test.each(cases)('$title: $seconds', ({ spec, seconds }) => {
    const { bestSeconds, expectedSeconds, worstSeconds } = podReadiness(spec);
    expect([bestSeconds, expectedSeconds, worstSeconds]).toEqual(seconds);
  });

  test('assumptions can be changed, and the worst case is never better than the expected one', () => {
    const spec = pod({ readinessProbe: probe(0, 10), livenessProbe: probe(0, 10, { failureThreshold: 1 }) });
    const slow = { imagePullSeconds: 90, applicationStartSeconds: 45, initContainerSeconds: 5 };
    expect(podReadiness(spec, slow)).toMatchObject({ bestSeconds: 0, expectedSeconds: 140, worstSeconds: 145 });
  });

  test('best, expected and worst are in this order whatever the probes', () => {
    const anyProbe = fc.option(
      fc.record({
        initialDelaySeconds: fc.nat({ max: 90 }),
        periodSeconds: fc.integer({ min: 1, max: 40 }),
        successThreshold: fc.integer({ min: 1, max: 3 }),
        failureThreshold: fc.integer({ min: 1, max: 10 }),
      }),
      { nil: null },
    );
    const anyContainer = fc.record({
      image: fc.constantFrom('a', 'b'),
      restartPolicy: fc.constantFrom('Always', ''),
      readinessProbe: anyProbe,
      startupProbe: anyProbe,
      livenessProbe: anyProbe,
    });
    fc.assert(
      fc.property(fc.array(anyContainer), fc.array(anyContainer), (containers, initContainers) => {
        const { bestSeconds, expectedSeconds, worstSeconds } = podReadiness({ containers, initContainers });
        expect(bestSeconds).toBeLessThanOrEqual(expectedSeconds);
        expect(expectedSeconds).toBeLessThanOrEqual(worstSeconds);
      }),
    );
  });

  test('containers which say nothing of their readiness are named', () => {
    const spec = pod({ name: 'a' }, { name: 'b', readinessProbe: probe(0) }, { name: 'c', startupProbe: probe(0) });
    expect(podReadiness(spec)).toMatchObject({ hasReadinessProbe: true, readyAtStart: ['a'] });
    expect(podReadiness(pod({ startupProbe: probe(0) }))).toMatchObject({ hasReadinessProbe: false, readyAtStart: [] });
  });

  test('what is taken as given is said in plain sentences', () => {
    const spec = pod({ readinessProbe: probe(25, 5, { successThreshold: 2 }) });
    expect(podReadiness(spec).assumptions).toEqual([
      'Pulling the image takes 10 s; best 0 s (already on the node), worst 60 s.',
      'web answers 5 s after it starts; best at once, worst 60 s.',
      'web is checked first 25 s after it starts, then every 5 s; 2 successes in a row make it ready.',
      'The pod is scheduled at once.',
    ]);
  });

  test('init containers, startup probes, gates and hooks are said where there are any', () => {
    const hooked = { startupProbe: probe(0, 10, { failureThreshold: 30 }), lifecycle: { postStart: { exec: {} } } };
    const spec = { ...pod(hooked, { name: 'log' }), initContainers: [job], readinessGates: [{ conditionType: 'x' }] };
    expect(podReadiness(spec).assumptions).toEqual([
      'The 2 images are pulled one after the other, 10 s each; best 0 s (already on the node), worst 60 s.',
      'The init container runs 5 s; best 0 s, worst 60 s.',
      'web answers 5 s after it starts; best at once, worst 300 s, as long as its startup probe allows.',
      'web is started at the first success of its startup probe.',
      'web has no readiness probe: it counts as ready once its startup probe passes.',
      'log has no readiness probe: it counts as ready as soon as it runs, whether or not it answers.',
      'Readiness gates are met at once.',
      'postStart hooks take no time.',
      'The pod is scheduled at once.',
    ]);
  });
});
