import { describe, expect, test } from 'vitest';
import { type BudgetOverTime, budgetRemarks, changedBudgetRemark } from '../../src/plan/disruption-budgets.ts';

type Moment = readonly [at: number, available: number];

const rolling = { kind: 'Deployment', rolls: true };

function budget(minAvailable: number | string, expected: number, moments: readonly Moment[]): BudgetOverTime {
  return {
    name: 'web',
    limit: { field: 'minAvailable', value: minAvailable },
    expected,
    series: moments.map(([at, pods]) => ({ at, pods })),
  };
}

const dip: readonly Moment[] = [
  [0, 8],
  [20, 10],
];

describe('a budget beside a rollout', () => {
  test('says from when to when it allows no eviction', () => {
    expect(budgetRemarks(rolling, [budget('80%', 10, dip)])).toEqual([
      'PodDisruptionBudget web (minAvailable 80 %) does not restrain this rollout; from 0 s to 20 s it allows no eviction, so a node drain waits.',
    ]);
  });

  test('says what it still allows where it never blocks', () => {
    expect(budgetRemarks(rolling, [budget(7, 10, dip)])).toEqual([
      'PodDisruptionBudget web (minAvailable 7) does not restrain this rollout and still allows 1 eviction at its lowest moment.',
    ]);
  });

  test('adds up the spans in which it blocks', () => {
    const twice: readonly Moment[] = [
      [0, 8],
      [10, 9],
      [15, 8],
      [25, 10],
    ];
    expect(budgetRemarks(rolling, [budget(8, 10, twice)])[0]).toContain(
      'between 0 s and 25 s it allows no eviction for 20 s in all',
    );
  });

  test('has no end where the rollout stays below it', () => {
    const stuck: readonly Moment[] = [
      [0, 10],
      [5, 8],
    ];
    expect(budgetRemarks(rolling, [budget(8, 10, stuck)])[0]).toContain('from 5 s on it allows no eviction');
  });

  test('says so where it allows none even at rest, though a surge lets one go for a moment', () => {
    const surge: readonly Moment[] = [
      [0, 3],
      [10, 4],
      [11, 3],
    ];
    expect(budgetRemarks(rolling, [budget(3, 3, surge)])[0]).toContain('it allows no eviction, not even at rest');
  });

  test('is not worth a word where pods are only added and it never blocks', () => {
    const scaling = { kind: 'Deployment', rolls: false };
    expect(budgetRemarks(scaling, [budget(7, 10, dip)])).toEqual([]);
    expect(budgetRemarks(scaling, [budget(8, 10, dip)])).toHaveLength(1);
  });

  test('claims no numbers where it also selects pods which are not forecast', () => {
    expect(budgetRemarks(rolling, [{ ...budget(8, 10, dip), series: undefined }])[0]).toContain('is not known');
  });

  test('makes every eviction fail together with a second one', () => {
    const [remark] = budgetRemarks(rolling, [budget(7, 10, dip), { ...budget(1, 10, dip), name: 'all' }]);
    expect(remark).toContain('PodDisruptionBudget web and PodDisruptionBudget all select the same pods');
    expect(remark).toContain('with an error');
  });

  test('means nothing to the pods of a DaemonSet', () => {
    expect(budgetRemarks({ kind: 'DaemonSet', rolls: true }, [budget(8, 10, dip)])).toEqual([
      'PodDisruptionBudget web does not restrain this rollout, and a node drain leaves the pods of a DaemonSet where they are.',
    ]);
  });
});

const atRest = (minAvailable: number, pods: number) => ({
  limit: { field: 'minAvailable' as const, value: minAvailable },
  pods,
  isAutoscaled: false,
});

describe('a changed budget', () => {
  test.each([
    ['is loosened', atRest(2, 3), atRest(1, 3), 'Allows 2 of its 3 pods to be evicted at a time (before: 1).'],
    ['is written otherwise', atRest(2, 3), atRest(2, 3), 'Allows 1 of its 3 pods to be evicted at a time (as before).'],
    ['is created', undefined, atRest(2, 3), 'Allows 1 of its 3 pods to be evicted at a time.'],
    ['allows the only pod', undefined, atRest(0, 1), 'Allows its only pod to be evicted.'],
    [
      'allows nothing',
      atRest(2, 3),
      atRest(3, 3),
      'Allows no eviction of its 3 pods (before: 1): a node drain waits until somebody acts.',
    ],
    [
      'counts autoscaled pods',
      undefined,
      { ...atRest(1, 2), isAutoscaled: true },
      'Allows 1 of its 2 pods (the autoscaler’s minimum) to be evicted at a time.',
    ],
    ['finds no pods', atRest(2, 3), atRest(2, 0), 'It selects no pods that were found: it limits nothing.'],
    [
      'is deleted',
      atRest(2, 3),
      undefined,
      'Nothing limits evictions of its 3 pods any more: a node drain may stop as many at once as the node has.',
    ],
    [
      'is deleted and had no pods',
      atRest(2, 0),
      undefined,
      'It selects no pods that were found, so nothing changes for node drains.',
    ],
  ])('which %s says what it allows', (_, before, after, remark) => {
    expect(changedBudgetRemark(before, after)).toBe(remark);
  });
});
