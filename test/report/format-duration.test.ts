import { expect, test } from 'vitest';
import { formatDuration, formatDurationRange } from '../../src/report/format-duration.ts';

test.each([
  [0, '0 s'],
  [0.04, '0 s'],
  [0.5, '0.5 s'],
  [40, '40 s'],
  [119.6, '2 min'],
  [150, '2 min 30 s'],
  [600, '10 min'],
  [629, '10 min'],
  [3599, '1 h'],
  [12_000, '3 h 20 min'],
  [187_200, '2 d 4 h'],
])('%d seconds are %j', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected);
});

test.each([
  [40, 40, '40 s'],
  [25, 80, '25–80 s'],
  [60, 120, '1–2 min'],
  [80, 200, '1–4 min'],
  [40, 200, '40 s – 4 min'],
  [7_200, 14_500, '2–5 h'],
  [30, 9_000, '30 s – 2 h 30 min'],
])('from %d to %d seconds is %j', (from, to, expected) => {
  expect(formatDurationRange(from, to)).toBe(expected);
});
