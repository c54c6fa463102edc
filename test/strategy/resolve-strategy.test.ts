import { describe, expect, test } from 'vitest';
import { StrategyDocument } from '../../src/schema/strategy-document.ts';
import { resolveStrategy } from '../../src/strategy/resolve-strategy.ts';

/** A stanza, as somebody pastes it. */
const resolve = (strategy: object) =>
  resolveStrategy(StrategyDocument.parse({ name: 'own', summary: 'Ours.', strategy }).strategy);

const strategyOf = (stanza: object) => {
  const resolved = resolve(stanza);
  return resolved.type === 'Resolved' ? resolved.strategy : resolved.problems;
};

const notesOf = (stanza: object) => {
  const resolved = resolve(stanza);
  return resolved.type === 'Resolved' ? resolved.notes : [];
};

describe('a stanza of a Deployment', () => {
  test.each([
    [{ type: 'Recreate' }, { type: 'Recreate' }],
    [{ type: 'RollingUpdate' }, { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' }],
    [{ rollingUpdate: { maxUnavailable: 0 } }, { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: 0 }],
    [
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '10%' } },
      { type: 'RollingUpdate', maxSurge: 1, maxUnavailable: '10%' },
    ],
  ])('%j gets the defaults of the API server', (stanza, strategy) => {
    expect(strategyOf(stanza)).toEqual(strategy);
  });

  test.each([
    [{ rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }, 'rollingUpdate.maxUnavailable'],
    [{ rollingUpdate: { maxUnavailable: '101%' } }, 'rollingUpdate.maxUnavailable'],
    [{ type: 'Recreate', rollingUpdate: { maxSurge: 1 } }, 'rollingUpdate'],
  ])('%j is refused where the API server refuses it', (stanza, path) => {
    const resolved = resolve(stanza);
    expect(resolved.type === 'Refused' && resolved.problems.map((problem) => problem.path.join('.'))).toEqual([path]);
  });
});

describe('a blue-green stanza of Argo Rollouts', () => {
  const defaults = {
    type: 'BlueGreen',
    hasPreview: false,
    autoPromotionEnabled: true,
    autoPromotionSeconds: 0,
    scaleDownDelaySeconds: 30,
  };

  test.each([
    ['nothing', {}, {}],
    ['a preview Service', { previewService: 'web-preview' }, { hasPreview: true }],
    ['some preview pods', { previewReplicaCount: 2 }, { previewReplicaCount: 2 }],
    ['a time to look at it', { autoPromotionSeconds: 60 }, { autoPromotionSeconds: 60 }],
    [
      'a person, for whom there is no time limit',
      { autoPromotionEnabled: false, autoPromotionSeconds: 60 },
      { autoPromotionEnabled: false },
    ],
    [
      'an analysis, which a person stands in for',
      { autoPromotionSeconds: 60, prePromotionAnalysis: { templates: [{ templateName: 'smoke' }] } },
      { autoPromotionEnabled: false },
    ],
    ['a longer delay', { scaleDownDelaySeconds: 600 }, { scaleDownDelaySeconds: 600 }],
  ])('with %s', (_, blueGreen, expected) => {
    expect(strategyOf({ blueGreen })).toEqual({ ...defaults, ...expected });
  });

  test('says what of it is not followed', () => {
    expect(
      notesOf({
        blueGreen: {
          activeService: 'web',
          postPromotionAnalysis: { templates: [] },
          scaleDownDelaySeconds: 0,
          scaleDownDelayRevisionLimit: 2,
          maxUnavailable: 1,
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "blueGreen.postPromotionAnalysis is not run: look at the new version while the old pods are still there.",
        "blueGreen.scaleDownDelaySeconds 0: the old pods go at once; Argo Rollouts would keep them for good.",
        "The name of blueGreen.activeService is not followed: the Services are those which select the workload’s pods.",
        "Only the controller of Argo Rollouts follows blueGreen.scaleDownDelayRevisionLimit, blueGreen.maxUnavailable; here they have no effect.",
      ]
    `);
  });
});

describe('a canary stanza of Argo Rollouts', () => {
  test('becomes steps, whichever way it writes its pauses', () => {
    const steps = [
      { setWeight: 20 },
      { pause: {} },
      { pause: { duration: 10 } },
      { pause: { duration: '10' } },
      { pause: { duration: '1h30m' } },
      { analysis: { templates: [{ templateName: 'success-rate' }], args: [{ name: 'service', value: 'web' }] } },
      { setWeight: 100 },
    ];
    expect(strategyOf({ canary: { maxSurge: '25%', maxUnavailable: 0, steps } })).toMatchObject({
      type: 'Canary',
      routing: 'Replicas',
      scaleDownDelaySeconds: 0,
      steps: [
        { type: 'SetWeight', weight: 20 },
        { type: 'Pause' },
        { type: 'Pause', durationSeconds: 10 },
        { type: 'Pause', durationSeconds: 10 },
        { type: 'Pause', durationSeconds: 5400 },
        { type: 'Gate', question: expect.stringContaining('success-rate') },
        { type: 'SetWeight', weight: 100 },
      ],
    });
  });

  test.each([
    ['nginx', { nginx: { stableIngress: 'web', annotationPrefix: 'n.example.com' } }, 'IngressNginx'],
    ['the Gateway API', { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web' } } }, 'GatewayApi'],
  ])('is routed by %s', (_, trafficRouting, routing) => {
    const steps = [{ setCanaryScale: { weight: 25 } }, { setCanaryScale: { matchTrafficWeight: true } }];
    expect(strategyOf({ canary: { trafficRouting, steps } })).toEqual({
      type: 'Canary',
      routing,
      scaleDownDelaySeconds: 30,
      steps: [
        { type: 'SetCanaryScale', weight: 25 },
        { type: 'SetCanaryScale', matchTrafficWeight: true },
      ],
    });
  });

  test.each([
    [
      'a duration of days',
      { steps: [{ setWeight: 5 }, { pause: { duration: '1d' } }] },
      'canary.steps.1.pause.duration',
    ],
    [
      'pods by number without routing',
      { steps: [{ setCanaryScale: { replicas: 1 } }] },
      'canary.steps.0.setCanaryScale',
    ],
    ['a delay without routing', { scaleDownDelaySeconds: 5, steps: [{ pause: {} }] }, 'canary.scaleDownDelaySeconds'],
    [
      'a shrinking stable without routing',
      { dynamicStableScale: true, steps: [{ pause: {} }] },
      'canary.dynamicStableScale',
    ],
  ])('is refused for %s', (_, canary, path) => {
    const resolved = resolve({ canary });
    expect(resolved.type === 'Refused' && resolved.problems.map((problem) => problem.path.join('.'))).toEqual([path]);
  });

  test('says what of it is not followed', () => {
    expect(
      notesOf({
        canary: {
          stableService: 'web',
          canaryService: 'web-canary',
          maxSurge: 1,
          analysis: { templates: [] },
          dynamicStableScale: true,
          trafficRouting: { nginx: {} },
          steps: [{ setWeight: 5 }],
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "canary.analysis is not run beside the steps: nobody but a person at a pause judges the new version.",
        "canary.dynamicStableScale is not followed: the old pods stay until the end.",
        "The names of canary.stableService and canary.canaryService are not followed: the Services are those which select the workload’s pods.",
        "Only the controller of Argo Rollouts follows canary.maxSurge; here it has no effect.",
      ]
    `);
  });
});
