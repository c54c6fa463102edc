import { expect, test } from 'vitest';
import { formatTable } from '../../src/cli/format-table.ts';
import { busyPlan } from '../report/plan-builder.ts';

test.each(Object.entries(formatTable))('the format %s ends with exactly one line feed', async (_, { load }) => {
  const { render } = await load();
  expect(render(busyPlan(), { colour: false, width: 80, limit: 60_000 })).toMatch(/[^\n]\n$/);
});
