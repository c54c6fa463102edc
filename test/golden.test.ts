import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planRevisions } from '../src/app/plan-revisions.ts';
import type { RenderRequest } from '../src/app/ports.ts';
import { openDirectoryRevisions } from '../src/git/directory-revisions.ts';
import { openRenderer } from '../src/render/open-renderer.ts';
import { commentLimit } from '../src/report/comment-limit.ts';
import { renderJson } from '../src/report/json.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { parsePlan } from '../src/report/parse-plan.ts';
import { renderText } from '../src/report/text.ts';
import { readShippedStrategies } from '../src/store/shipped-strategies.ts';
import { recordedName, recordedRenderer } from './recorded-renderer.ts';

const golden = join(import.meta.dirname, 'golden');
const scenarios = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

async function planScenario(name: string, asked: RenderRequest[] = []) {
  const source = await openDirectoryRevisions({
    baseDirectory: join(golden, name, 'base'),
    headDirectory: join(golden, name, 'head'),
  });
  const path = join(golden, name, 'facts.json');
  const facts = existsSync(path) ? { facts: { name: 'facts.json', bytes: readFileSync(path) } } : {};
  const flag = join(golden, name, 'strategy.txt');
  const strategy = existsSync(flag) ? { strategy: readFileSync(flag, 'utf8').trim() } : {};
  const options = { toolVersion: '0.0.0', kubernetesVersion: '1.34', shippedStrategies: readShippedStrategies };
  const rendered = join(golden, name, 'rendered');
  const renderer = existsSync(rendered) ? { openRenderer: recordedRenderer(rendered, asked) } : {};
  return planRevisions(source, { ...options, ...facts, ...strategy, ...renderer });
}

describe.each(scenarios)('the golden scenario %s', (name) => {
  test('gives the recorded plan, comment and terminal text', async () => {
    const plan = await planScenario(name);
    await expect(renderJson(plan)).toMatchFileSnapshot(join(golden, name, 'plan.json'));
    await expect(renderMarkdown(plan, { limit: commentLimit })).toMatchFileSnapshot(join(golden, name, 'plan.md'));
    await expect(renderText(plan, { colour: false, width: 100 })).toMatchFileSnapshot(join(golden, name, 'plan.txt'));
  });

  test('gives equal bytes a second time, and a plan which can be read back', async () => {
    const text = renderJson(await planScenario(name));
    expect(renderJson(await planScenario(name))).toBe(text);
    expect(parsePlan(text).type).toBe('Plan');
  });
});

const installed = await openRenderer({ environment: process.env, cacheFolder: undefined });
const canCompare = installed?.name === recordedName;
if (!canCompare) console.warn(`${recordedName} is not installed: what it builds is taken from the records`);

test.skipIf(!canCompare).each(scenarios.filter((name) => existsSync(join(golden, name, 'rendered'))))(
  'the builds of %s are what kustomize makes of the files today',
  async (name) => {
    const asked: RenderRequest[] = [];
    await planScenario(name, asked);
    const recorded = await recordedRenderer(join(golden, name, 'rendered'))({ allowsRemote: false });
    for (const request of asked) expect(await installed?.render(request)).toEqual(await recorded?.render(request));
  },
);
