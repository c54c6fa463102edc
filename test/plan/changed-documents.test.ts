import { describe, expect, test } from 'vitest';
import { planInline } from '../plan-inline.ts';

const deployment = (image: string, name = 'web') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: web, image: "web:${image}"}]}}}\n`;
const patch = '---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: 3}\n';

const told = async (base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) => {
  const { outcome, changes, notComputed } = await planInline(base, head);
  return {
    outcome,
    changes: changes.map(({ action, object }) => `${action} ${object.root}/${object.name}`),
    notComputed: notComputed.map(({ reason, what }) => `${reason} ${what}`),
  };
};

describe('a manifest that is copied to another root and then edited', () => {
  test('is an edit here and a creation there, though the old text still stands somewhere', async () => {
    const base = { 'a/web.yaml': deployment('1') };
    expect(await told(base, { 'a/web.yaml': deployment('2'), 'b/web.yaml': deployment('1') })).toEqual({
      outcome: 'Changed',
      changes: ['update a/web', 'create b/web'],
      notComputed: [],
    });
  });
});

test('a manifest that goes to another root as it is has moved', async () => {
  const plan = await planInline({ 'a/web.yaml': deployment('1') }, { 'b/web.yaml': deployment('1') });
  expect(plan.changes.map(({ pairedWith }) => pairedWith?.object.root)).toEqual(['a']);
});

test.each([
  ['before', `${deployment('1')}${patch}`],
  ['after', `${patch}---\n${deployment('1')}`],
])('a patch stays as it is where a document is added %s it', async (_, head) => {
  expect(await told({ 'all.yaml': patch }, { 'all.yaml': head })).toEqual({
    outcome: 'Changed',
    changes: ['create ./web'],
    notComputed: [],
  });
});

test('a file which only the other side is a template of is not computed', async () => {
  const { outcome } = await told(
    { 'web.yaml': deployment('1') },
    { 'web.yaml': deployment('1').replace('"web:1"', '{{ .Values.image }}') },
  );
  expect(outcome).toBe('Indeterminate');
});

test('a document which moves to another file of its root is no change', async () => {
  const base = { 'a.yaml': `${deployment('1')}---\n${deployment('1', 'api')}`, 'b.yaml': '' };
  const head = { 'a.yaml': deployment('1'), 'b.yaml': deployment('1', 'api') };
  expect(await told(base, head)).toEqual({ outcome: 'Unchanged', changes: [], notComputed: [] });
});

test('of two definitions of an object which change places the other one counts', async () => {
  const [first, second] = [`---\n${deployment('1')}`, `---\n${deployment('2')}`];
  const file = (documents: string) => ({ 'all.yaml': `${deployment('1', 'api')}${documents}${patch}` });
  expect(await told(file(first + second), file(second + first))).toEqual({
    outcome: 'Changed',
    changes: ['update ./web'],
    notComputed: [],
  });
});

test('objects and a patch which change places are no change', async () => {
  const [web, api] = [`---\n${deployment('1')}`, `---\n${deployment('1', 'api')}`];
  expect(await told({ 'all.yaml': web + api + patch }, { 'all.yaml': patch + api + web })).toEqual({
    outcome: 'Unchanged',
    changes: [],
    notComputed: [],
  });
});
