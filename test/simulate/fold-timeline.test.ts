import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../src/schema/timeline.ts';
import { foldTimeline } from '../../src/simulate/fold-timeline.ts';
import { type Happening, happening } from '../../src/simulate/happening.ts';
import { play, rolling } from './builders.ts';

const nothing = { old: 0, new: 0, oldAvailable: 0, newAvailable: 0, terminating: 0 };

/** The apply, and then each second the next number of pods becomes available. */
function waves(numbers: readonly number[]): readonly Happening[] {
  const start = { ...nothing, at: 0, new: 1000 };
  const told = [happening('Applied', start)];
  let available = 0;
  for (const pods of numbers) {
    available += pods;
    told.push(happening('PodsAvailable', { ...start, at: told.length, newAvailable: available }, 'new', pods));
  }
  return told;
}

function typesOf(entries: readonly TimelineEntry[]): readonly string[] {
  return entries.map((each) => each.type);
}

test('ten pods one by one are told as one round and nine more', () => {
  const done = play({ from: { strategy: rolling(1, 0) }, to: { template: 'B' } });
  expect(done.timeline).toEqual([
    { type: 'Applied', at: 0, ...nothing, old: 10, oldAvailable: 10 },
    {
      type: 'ReplicaSetScaled',
      generation: 'new',
      from: 0,
      to: 1,
      at: 0,
      ...nothing,
      old: 10,
      oldAvailable: 10,
      new: 1,
    },
    {
      type: 'PodsAvailable',
      generation: 'new',
      pods: 1,
      at: 10,
      ...nothing,
      old: 10,
      oldAvailable: 10,
      new: 1,
      newAvailable: 1,
    },
    {
      type: 'ReplicaSetScaled',
      generation: 'old',
      from: 10,
      to: 9,
      at: 10,
      ...nothing,
      old: 9,
      oldAvailable: 9,
      new: 1,
      newAvailable: 1,
    },
    { type: 'Repeated', times: 9, entries: 3, everySeconds: 10, at: 100, ...nothing, new: 10, newAvailable: 10 },
    { type: 'Completed', at: 100, ...nothing, new: 10, newAvailable: 10 },
  ]);
});

test('two rounds are not worth folding', () => {
  expect(typesOf(foldTimeline(waves([4, 4]), 200))).toEqual(['Applied', 'PodsAvailable', 'PodsAvailable']);
  expect(typesOf(foldTimeline(waves([4, 4, 4]), 200))).toEqual(['Applied', 'PodsAvailable', 'Repeated']);
});

test('other numbers are folded only where the timeline would be too long', () => {
  const numbers = Array.from({ length: 30 }, (_, index) => index + 1);
  expect(foldTimeline(waves(numbers), 31)).toHaveLength(31);
  const folded = foldTimeline(waves(numbers), 30);
  expect(typesOf(folded)).toEqual(['Applied', 'PodsAvailable', 'Repeated']);
  expect(folded[2]).toMatchObject({ times: 29, entries: 1, everySeconds: 1, at: 30, newAvailable: 465 });
});

test('what has no order at all is still at most as long as asked, between its apply and its outcome', () => {
  const types = ['PodsAvailable', 'PodsTerminated', 'ReplicaSetScaled'] as const;
  const generations = ['old', 'new'] as const;
  const one = fc.record({
    type: fc.constantFrom(...types),
    generation: fc.constantFrom(...generations),
    pods: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 120 }), (things) => {
      const counts = { ...nothing, at: 0 };
      const told = things.map(({ type, generation, pods }) => happening(type, counts, generation, pods));
      const all = [happening('Applied', counts), ...told, happening('Stalled', counts)];
      const folded = foldTimeline(all, 8);
      expect(folded.length).toBeLessThanOrEqual(8);
      expect([typesOf(folded)[0], typesOf(folded).at(-1)]).toEqual(['Applied', 'Stalled']);
    }),
  );
});

test('the entries and their repetitions are as many as there were, and end with the same counts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 60 }), (numbers) => {
      const folded = foldTimeline(waves(numbers), 200);
      const told = folded.reduce((sum, each) => sum + (each.type === 'Repeated' ? each.times * each.entries : 1), 0);
      expect(told).toBe(1 + numbers.length);
      expect(folded.at(-1)).toMatchObject({ newAvailable: numbers.reduce((sum, each) => sum + each, 0) });
    }),
  );
});
