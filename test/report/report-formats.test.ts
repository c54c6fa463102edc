import { expect, test } from 'vitest';
import { reportFormats } from '../../src/report/report-formats.ts';
import { busyPlan } from './plan-builder.ts';

test('every format ends with exactly one line feed', () => {
  const options = { colour: false, width: 80, limit: 60_000 };
  for (const format of reportFormats) expect(format.render(busyPlan(), options)).toMatch(/[^\n]\n$/);
  expect(reportFormats.map(({ name }) => name)).toEqual(['text', 'markdown', 'json']);
});
