import { expect, test } from 'vitest';
import { verdictLine } from '../../src/report/verdict-line.ts';
import { busyPlan, finding, imageChange, planOf, reference, rollingRollout, scalingRollout } from './plan-builder.ts';

const gap = { what: 'charts/web', reason: 'NeedsHelm' as const, detail: '' };

test.each([
  ['nothing changes', planOf(), 'nothing changes in the cluster'],
  [
    'nothing changes but something could not be read',
    planOf({ outcome: 'Unchanged', notComputed: [gap] }),
    'nothing changes in the cluster, 1 not computed',
  ],
  ['nothing is known', planOf({ outcome: 'Indeterminate' }), 'unknown, the revisions could not be compared'],
  [
    'one file could not be read',
    planOf({ notComputed: [gap] }),
    'unknown, 1 change could not be forecast (Helm chart)',
  ],
  [
    'a part is known',
    planOf({ outcome: 'Indeterminate', rollouts: [rollingRollout('web')], notComputed: [gap, gap] }),
    'incomplete, 2 changes could not be forecast (Helm chart); as far as known: 1 workload rolls',
  ],
  [
    'a part is known, which has a blocker',
    planOf({
      outcome: 'Indeterminate',
      rollouts: [rollingRollout('web')],
      findings: [finding()],
      notComputed: [gap],
    }),
    '1 blocker; incomplete, 1 change could not be forecast (Helm chart); as far as known: 1 workload rolls',
  ],
  [
    'only a blocker is known',
    planOf({ outcome: 'Indeterminate', findings: [finding()], notComputed: [gap] }),
    '1 blocker; incomplete, 1 change could not be forecast (Helm chart)',
  ],
  [
    'only one of two Services which switch loses its endpoints',
    planOf({
      traffic: ['api', 'web'].map((name) => ({
        object: reference(name, 'Service'),
        before: { selector: { v: '1' }, workloads: [reference('old')] },
        after: { selector: { v: '2' }, workloads: [reference('new')] },
        endpoints: { before: 6, floor: name === 'api' ? 0 : 6, after: 6 },
        switch: { type: 'Selector' as const, before: { v: '1' }, after: { v: '2' }, windowSeconds: 40 },
      })),
      changes: ['api', 'web'].map((name) =>
        imageChange(name, { object: reference(name, 'Service'), effects: [{ type: 'MovesTraffic', reason: 'v' }] }),
      ),
    }),
    '2 Services switch to other pods, 1 Service loses all endpoints for 40 s',
  ],
  [
    'two workloads roll, one scales',
    planOf({ rollouts: [rollingRollout('a'), rollingRollout('b'), scalingRollout('c', 1, 2)] }),
    '2 workloads roll, 1 workload scales',
  ],
  [
    'a StatefulSet rolls',
    planOf({ changes: [imageChange('db', { object: reference('db', 'StatefulSet') })] }),
    '1 workload restarts without a forecast',
  ],
  [
    'only stored objects change',
    planOf({ changes: [imageChange('web', { effects: [{ type: 'UpdatesObject' }] })] }),
    '1 object changes, no pod restarts',
  ],
  [
    'nothing has an effect',
    planOf({ changes: [imageChange('web', { effects: [{ type: 'NoEffect', reason: 'a default' }] })] }),
    '1 object edited without any effect',
  ],
  [
    'a workload rolls and scales, which is one thing',
    planOf({ rollouts: [rollingRollout('web', { type: 'RollsAndScales' })] }),
    '1 workload rolls and scales',
  ],
  [
    'a reloader restarts pods',
    planOf({
      changes: [
        imageChange('flags', {
          object: reference('flags', 'ConfigMap'),
          effects: [
            {
              type: 'ConfigReaches',
              readers: [{ object: reference('web'), via: ['Env'] as const, sees: 'ByReloader' as const }],
            },
          ],
        }),
      ],
    }),
    '1 workload is restarted by its reloader',
  ],
  [
    'a route changes its weights',
    planOf({
      changes: [
        imageChange('web', {
          object: reference('web', 'VirtualService'),
          effects: [{ type: 'MovesTraffic', reason: 'weights' }],
        }),
      ],
    }),
    '1 VirtualService moves traffic',
  ],
  [
    'an object was refused before this change',
    planOf({
      changes: [imageChange('web', { rejected: [{ field: 'spec.selector', reason: 'is required' }] })],
      findings: [finding({ rule: 'api-server-refusal', severity: 'low' })],
    }),
    '1 object is refused by the API server, as base is, 1 workload restarts without a forecast',
  ],
  [
    'of kinds which are not forecast something is known',
    planOf({
      outcome: 'Indeterminate',
      changes: [imageChange('agent', { effects: [{ type: 'StartsPods' }] })],
      notComputed: [{ ...gap, what: 'DaemonSet prod/agent' }, gap],
    }),
    'incomplete, 2 changes could not be forecast (DaemonSet, Helm chart); as far as known: 1 workload is new',
  ],
  [
    'there is a blocker',
    planOf({ rollouts: [rollingRollout('web')], findings: [finding()] }),
    '1 blocker, 1 workload rolls',
  ],
  [
    'there is one of everything',
    busyPlan(),
    '1 blocker (the API server refuses 1 object), 1 warning, 1 workload rolls, 1 workload scales, 1 Service switches to other pods and loses all endpoints for 40 s, 1 not computed',
  ],
])('says in one line that %s', (_, plan, expected) => {
  expect(verdictLine(plan)).toBe(expected);
});
