import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../../src/simulate/queue.ts';

test('events come out by time, and those of one time in the order in which they were scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 })), (seconds) => {
      const queue = new EventQueue<number>();
      for (const [event, at] of seconds.entries()) queue.push({ at, event });
      const order: number[] = [];
      for (let moment = queue.popMoment(); moment !== undefined; moment = queue.popMoment())
        order.push(...moment.events);
      const expected = seconds.map((at, event) => ({ at, event })).toSorted((a, b) => a.at - b.at || a.event - b.event);
      expect(order).toEqual(expected.map(({ event }) => event));
    }),
  );
});

test('all events of one second are one moment', () => {
  const queue = new EventQueue<string>();
  for (const [at, event] of [
    [2, 'c'],
    [1, 'a'],
    [1, 'b'],
  ] as const)
    queue.push({ at, event });
  expect(queue.popMoment()).toEqual({ at: 1, events: ['a', 'b'] });
  expect(queue.popMoment()).toEqual({ at: 2, events: ['c'] });
  expect(queue.popMoment()).toBeUndefined();
});

test('sums of tenths which differ only in their last bit meet in one moment', () => {
  const queue = new EventQueue<string>();
  queue.push({ at: 0.1 + 0.2, event: 'a' });
  queue.push({ at: 0.3, event: 'b' });
  expect(queue.popMoment()?.events).toEqual(['a', 'b']);
});

test('time never goes back: the past cannot be scheduled', () => {
  const queue = new EventQueue<string>();
  queue.push({ at: 5, event: 'a' });
  queue.popMoment();
  expect(() => queue.push({ at: 4, event: 'b' })).toThrow('in the past');
  expect(() => queue.push({ at: Number.NaN, event: 'b' })).toThrow('in the past');
});
