import { expect, test } from 'vitest';
import { statefulSet as controller } from '../../../../src/simulate/controllers/stateful-set/stateful-set.ts';
import { atOnce, play, playChange, rolling } from './builders.ts';

type From = NonNullable<Parameters<typeof playChange>[0]['from']>;

/** Of the way back to template A after B never became ready. */
function wayOut(from: From, change: From = {}): string | undefined {
  const { state } = play({ from, to: { ...change, template: 'B' }, neverReady: ['B'] });
  return controller.wayOut(
    playChange({
      state,
      from: { ...from, ...change, template: 'B' },
      to: { ...from, template: 'A' },
      neverReady: ['B'],
    }),
  );
}

test('OrderedReady: the broken pod has to be deleted by hand', () => {
  expect(wayOut({ startOrdinal: 10 })).toBe(
    'Delete pod web-12 by hand (kubectl delete pod web-12): the controller waits for it to become ready and does not replace it.',
  );
});

test('the command names the namespace', () => {
  const { state } = play({ to: { template: 'B' }, neverReady: ['B'] });
  const back = playChange({ state, to: {}, neverReady: ['B'] });
  expect(controller.wayOut({ ...back, namespace: 'shop' })).toContain('(kubectl delete pod -n shop web-2)');
});

test('Parallel repairs itself, and there is nothing to do', () => {
  expect(wayOut({ podManagementPolicy: 'Parallel' })).toBeUndefined();
});

test('Parallel with the gate: all broken pods have to be deleted', () => {
  expect(wayOut({ podManagementPolicy: 'Parallel', replicas: 9, ...atOnce(2) })).toBe(
    'Delete pods web-7 and web-8 by hand (kubectl delete pod web-7 web-8): what is not ready uses up maxUnavailable, so the controller does not replace them (kubernetes issue 137409).',
  );
  expect(wayOut({ podManagementPolicy: 'Parallel', replicas: 9, ...atOnce(5) })).toContain(
    'Delete pods web-4 to web-8 by hand: ',
  );
});

test('OrderedReady: broken pods which are too many wait for each other', () => {
  const state = {
    pods: [
      { from: 0, to: 2, revision: 'A', status: 'Available' as const },
      { from: 3, to: 4, revision: 'B', status: 'Starting' as const },
    ],
    currentRevision: 'A',
  };
  const played = playChange({ state, from: { template: 'B' }, to: { template: 'A' }, neverReady: ['B'] });
  expect(played.simulation.outcome).toBe('Stalled');
  expect(controller.wayOut(played)).toContain('Delete pods web-3 and web-4 by hand (kubectl delete pod web-3 web-4): ');
});

test('where the pod would come back as it is, deleting it does not help', () => {
  const broken = play({ to: { template: 'B' }, neverReady: ['B'] });
  const again = playChange({ state: broken.state, from: { template: 'B' }, to: {}, neverReady: ['B'] });
  expect(again.simulation.outcome).toBe('Stalled');
  expect(controller.wayOut(again)).toBeUndefined();
});

test('below the partition a pod comes back at the current revision', () => {
  const pods = [
    { from: 0, to: 0, revision: 'B', status: 'Starting' as const },
    { from: 1, to: 2, revision: 'A', status: 'Available' as const },
  ];
  const stuck = (currentRevision: string) =>
    controller.wayOut(
      playChange({
        state: { pods, currentRevision },
        from: { updateStrategy: rolling(1) },
        to: { template: 'C' },
        neverReady: ['B'],
      }),
    );
  expect(stuck('A')).toContain('Delete pod web-0 by hand');
  expect(stuck('B')).toBeUndefined();
});
