import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import { renderSvg } from '../../src/report/svg.ts';
import { goldenPlans } from './golden-plans.ts';
import { hostilePlan } from './hostile-plan.ts';
import { secretPlans } from './secret-plans.ts';

const voidElements = new Set(['meta', 'link', 'br', 'hr', 'img', 'wbr', 'col', 'input', '!doctype']);

/** What is wrong with the nesting of the elements: nothing, if each is closed where it belongs. */
function nestingFault(markup: string): string | undefined {
  const open: string[] = [];
  for (const [tag, slash = '', name = '', self = ''] of markup.matchAll(
    /<(\/?)([!a-zA-Z][\w-]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/g,
  )) {
    if (self === '/' || voidElements.has(name.toLowerCase())) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return `${tag} closes nothing that is open`;
  }
  return open.length === 0 ? undefined : `${open.join(' ')} is not closed`;
}

test.each(goldenPlans)('the page of %s is whole, names all that rolls, and is the same each time', (_, plan) => {
  const page = renderHtml(plan);
  expect(nestingFault(page)).toBeUndefined();
  for (const { object } of plan.rollouts) expect(page).toContain(object.name);
  for (const { rule } of plan.findings) expect(page).toContain(rule);
  expect(renderHtml(structuredClone(plan))).toBe(page);
  expect(page).not.toMatch(/<script|\son\w+=|src="http|@import/);
});

test.each(goldenPlans)('the picture of %s is whole and needs nothing else', (_, plan) => {
  const picture = renderSvg(plan);
  expect(picture).toMatch(/^<(\?xml|svg)/);
  expect(nestingFault(picture.replace(/^<\?xml[^>]*\?>/, ''))).toBeUndefined();
  expect(picture).not.toMatch(/NaN|Infinity|undefined|<script|href="http/);
});

test('the page allows its own style and nothing else', () => {
  for (const [, plan] of goldenPlans) {
    const page = renderHtml(plan);
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(page).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  }
});

test('hostile names are text in both', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      for (const markup of [renderHtml(plan), renderSvg(plan)]) {
        expect(markup).not.toMatch(/<script|<img|\u202e/);
        expect(nestingFault(markup)).toBeUndefined();
      }
    }),
    { numRuns: 50 },
  );
});

test('no value of a Secret is in either', async () => {
  for (const { place, plan, forms } of await secretPlans()) {
    const told = renderHtml(plan) + renderSvg(plan);
    for (const form of forms) expect(told, place).not.toContain(form);
  }
});
