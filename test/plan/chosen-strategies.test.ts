import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

interface Written {
  readonly image?: string;
  readonly replicas?: number;
  readonly annotation?: string;
  readonly strategy?: object;
  readonly app?: string;
}

/** A Deployment of four pods, unless another number is written. */
const deployment = ({ image = 'web:1', replicas = 4, annotation, strategy, app = 'web' }: Written = {}) => ({
  'web.yaml': JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      ...(annotation !== undefined && { annotations: { 'rollcast.dev/strategy': annotation } }),
    },
    spec: {
      replicas,
      ...(strategy && { strategy }),
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: 'web', image }] } },
    },
  }),
});

type Options = Parameters<typeof planInline>[2];

/** The rollout of a new image, and what is not computed of it. */
async function planOf(before: Written, after: Written, options: Options = {}) {
  const plan = await planInline(deployment(before), deployment({ image: 'web:2', ...after }), options);
  const [rollout] = plan.rollouts;
  return {
    strategy: rollout?.strategy,
    chosen: rollout?.chosen,
    floor: rollout?.capacity.floor,
    remarks: rollout?.remarks ?? [],
    gaps: plan.notComputed.map(({ reason, detail }) => `${reason}: ${detail}`),
  };
}

/** Who decided on the strategy of each rollout, on which, and how many remarks there are on it. */
async function decided(base: Record<string, string>, head: Record<string, string>) {
  const { rollouts } = await planInline(base, head, { strategy: 'recreate' });
  return rollouts.map(({ strategy, remarks }) => [strategy.decidedBy, strategy.type, remarks.length]);
}

test('a workload which takes the place of another is told that a chosen strategy does not lead from one to the other', async () => {
  const blue = deployment();
  const green = {
    'web.yaml': deployment({ image: 'web:2' })['web.yaml'].replace('"name":"web"', '"name":"web-green"'),
  };
  const { rollouts, changes } = await planInline(blue, green, { strategy: 'canary-replicas' });
  expect(changes.some(({ pairedWith }) => pairedWith)).toBe(true);
  const remarks = rollouts.flatMap(({ object, remarks }) => remarks.map((remark) => `${object.name}: ${remark}`));
  expect(remarks).toContainEqual(
    expect.stringContaining(
      'web-green: The strategy canary-replicas, chosen by --strategy, cannot work here: it takes the place of Deployment web,',
    ),
  );
});

describe('a strategy of the Deployment’s own controller', () => {
  test('is forecast in place of what the manifest says, and the plan tells what to write', async () => {
    const { strategy, floor, remarks, gaps } = await planOf({}, {}, { strategy: 'recreate' });
    expect(strategy).toEqual({ type: 'Recreate', name: 'recreate', decidedBy: 'Flag' });
    expect(floor).toBe(0);
    expect(remarks.join(' ')).toContain('write {"spec":{"strategy":{"type":"Recreate"}}}');
    expect(gaps).toEqual([]);
  });

  test('needs no word where the manifest says the same', async () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } };
    const planned = await planOf({ strategy }, { strategy }, { strategy: 'rolling-update-no-downtime' });
    expect(planned.strategy).toMatchObject({ name: 'rolling-update-no-downtime', decidedBy: 'Flag' });
    expect(planned.remarks.join(' ')).not.toContain('write');
  });

  test('is not that of a workload which only scales, is created, or is refused', async () => {
    const nobody = [['Default', 'RollingUpdate', 0]];
    expect(await decided(deployment(), deployment({ replicas: 6 }))).toEqual(nobody);
    expect(await decided({}, deployment())).toEqual(nobody);
    expect(await decided(deployment(), deployment({ image: 'web:2', app: 'other' }))).toEqual(nobody);
  });
});

test('a strategy which cannot work is recorded, and never taken for the forecast', async () => {
  const own = await planOf({}, {});
  const { strategy, chosen, floor, remarks, gaps } = await planOf({}, {}, { strategy: 'blue-green' });
  expect({ strategy, floor }).toEqual({ strategy: own.strategy, floor: own.floor });
  expect(chosen).toMatchObject({ name: 'blue-green', decidedBy: 'Flag', strategy: { type: 'BlueGreen' } });
  expect(remarks.join(' ')).toMatch(
    /blue-green, chosen by --strategy, cannot work here\. No Service selects .* So this is/,
  );
  expect(gaps).toEqual([]);
});

describe('an annotation', () => {
  test('chooses for its workload, and the flag for all', async () => {
    const { strategy } = await planOf({}, { annotation: 'recreate' });
    expect(strategy).toMatchObject({ type: 'Recreate', decidedBy: 'Annotation' });
    const flagged = await planOf({}, { annotation: 'recreate' }, { strategy: 'rolling-update' });
    expect(flagged.strategy).toMatchObject({ type: 'RollingUpdate', decidedBy: 'Flag' });
  });

  test('counts in base where a change must not choose for itself', async () => {
    const options = { annotationsFrom: 'base' } as const;
    const added = await planOf({}, { annotation: 'recreate' }, options);
    expect(added.strategy?.decidedBy).toBe('Default');
    const removed = await planOf({ annotation: 'recreate' }, {}, options);
    expect(removed.strategy).toMatchObject({ type: 'Recreate', decidedBy: 'Annotation' });
  });

  test('of any length and with any character says no more than a line', async () => {
    const { gaps } = await planOf({}, { annotation: `\u202e${'x'.repeat(100_000)}` });
    expect(gaps.map((gap) => gap.length < 500)).toEqual([true]);
  });

  test('with a name which there is not leaves the manifest’s course, and offers the nearest name', async () => {
    const { strategy, gaps } = await planOf({}, { annotation: 'recrate' });
    expect(strategy?.decidedBy).toBe('Default');
    expect(gaps).toEqual([
      expect.stringMatching(/^UnknownStrategy: .*no strategy "recrate"; did you mean recreate\?$/),
    ]);
  });
});
