import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { WorkloadRollout } from '../../src/schema/rollout.ts';
import { available, imageChange, planOf, reference, rollingRollout, started, step, stopped } from './plan-builder.ts';

const whole = { limit: Number.POSITIVE_INFINITY };

function detailsOf(rollout: Partial<WorkloadRollout>, change = imageChange('web')): string {
  return renderMarkdown(planOf({ changes: [change], rollouts: [rollingRollout('web', rollout)] }), whole);
}

const { capacity, stall } = rollingRollout('web');
const unreportedStall = stall && withoutReport(stall);

function withoutReport({ oldPods, newPods, available: serving, steps }: NonNullable<WorkloadRollout['stall']>) {
  return { atSeconds: 30, oldPods, newPods, available: serving, availablePercent: 75, steps };
}

describe('the details of a workload', () => {
  test.each<[string, Partial<WorkloadRollout>, string]>([
    [
      'that Recreate stops everything first',
      { strategy: { type: 'Recreate', name: 'recreate', decidedBy: 'Manifest' } },
      '**Strategy:** Recreate, set in the manifest: all old pods stop and are gone before the first new one starts.',
    ],
    [
      'limits in figures as well as in percent',
      {},
      'maxSurge `25%` and maxUnavailable `25%`, the API server’s default: at most 2 pods more and 2 fewer than 8.',
    ],
    [
      'why the floor is not guaranteed',
      { capacity: { ...capacity, floorGuaranteed: false, floorRemark: 'no container has a readiness probe' } },
      '**The lowest number is not guaranteed:** no container has a readiness probe.',
    ],
    [
      'that terminating pods still hold their resources',
      { capacity: { ...capacity, peakPodsWithTerminating: 14 } },
      '**Requests at the peak:** 5 CPU and 10 GiB (1 CPU and 2 GiB more than before), without the terminating pods.',
    ],
    [
      'what the autoscaler may make of it',
      {
        capacityAtMax: { ...capacity, base: 20, desired: 20, floor: 15, peakPods: 25 },
        replicas: { min: 8, max: 20, decidedBy: 'Autoscaler' },
      },
      '**At the autoscaler’s maximum of 20:** at least 15 of 20 pods',
    ],
    [
      'that a stall may never be reported',
      unreportedStall === undefined ? {} : { stall: unreportedStall },
      'the rollout stops after 30 s: 6 of 8 pods keep serving (75 %), 4 new pods stay unready. There is no deadline for it, so Kubernetes reports nothing',
    ],
    [
      'that the way back is blocked',
      { rollback: { outcome: 'Stalled', floor: 0, steps: [] } },
      '**To go back from there,** reverting the commit is not enough.',
    ],
    ['that a rollout waits', { outcome: 'Paused' }, '| 6 of 8 (75\u{a0}%) | 10\u{a0}pods | waits for a person |'],
    [
      'why a rollout is stuck',
      { outcome: 'Stalled', outcomeReason: 'ScalingDeadlockEqualSize' },
      '**Outcome:** gets stuck: the controller can neither start nor stop a pod.',
    ],
    [
      'repeated steps in one row',
      { steps: [step(40, [0, 0, 8, 8], [available(1), stopped(1)], { times: 15, everySeconds: 40 })] },
      '| 40\u{a0}s\u{a0}– 10\u{a0}min | 15 times, every 40 s: 1 new is available; stops 1 old | 0 | 8 | **8** |',
    ],
  ])('tell %s', (_, rollout, expected) => {
    expect(detailsOf(rollout)).toContain(expected);
  });

  test('head the columns by the versions', () => {
    expect(detailsOf({})).toContain('| at | what happens | `1.4.2` | `1.5.0` | available |');
  });

  test('say that only the order changes', () => {
    const change = imageChange('web', { effects: [{ type: 'RollsPods', reason: 'order of env', orderOnly: true }] });
    expect(detailsOf({}, change)).toContain(
      'Only the order or the spelling differs: no new configuration, but every pod restarts. See',
    );
  });

  test('say what holds a new template', () => {
    const change = imageChange('web', {
      effects: [{ type: 'RollsPods', reason: 'image', orderOnly: false, heldBy: 'Paused' }],
    });
    expect(detailsOf({ outcome: 'Paused' }, change)).toContain(
      '| new template, image `1.4.2` → `1.5.0`, **held: it is paused** |',
    );
  });

  test('leave out the middle of a long table and say how much', () => {
    const steps = Array.from({ length: 50 }, (_, index) => step(index * 10, [4, 4, 4, 4], [started(index + 1)]));
    const text = detailsOf({ steps });
    expect(text).toContain('| … | 18 more steps |  |  |  |');
    expect(text.match(/^\| \d+\ss/gm)?.length).toBeLessThan(33);
  });

  test('tell the reason of a pair once', () => {
    const reason = 'renamed from web to shop';
    const change = imageChange('shop', {
      action: 'create',
      effects: [
        { type: 'Recreates', reason },
        { type: 'StartsPods', replicas: 8 },
      ],
      pairedWith: { object: reference('web'), reason },
    });
    const text = renderMarkdown(planOf({ changes: [change] }), whole);
    expect(text).toContain(`Paired with Deployment \`prod/web\`: ${reason}. See \`prod/shop.yaml:1\`.`);
  });
});

test('two objects of one name in two roots are told apart', () => {
  const changes = ['staging', 'production'].map((root) =>
    imageChange('web', { object: reference('web', 'Deployment', { root }) }),
  );
  const text = renderMarkdown(planOf({ changes }), whole);
  expect(text).toContain('| Deployment `prod/web` in `staging` |');
  expect(text).toContain('| Deployment `prod/web` in `production` |');
});
