import { expect, test } from 'vitest';
import { exampleDeployment } from '../../src/rules/example-deployment.ts';
import { exampleService, together } from '../../src/rules/example-traffic.ts';
import { planInline } from '../plan-inline.ts';

const labelled = (label: string) => exampleDeployment({}).replaceAll('app: web', `app: ${label}`);

async function told(head: string): Promise<readonly string[]> {
  const base = together(exampleService('{ app: web }'), labelled('web'));
  const { findings } = await planInline({ 'shop.yaml': base }, { 'shop.yaml': head });
  return findings.filter(({ rule }) => rule === 'service-selects-no-pods').map(({ message }) => message);
}

test('pods which a refused Deployment should have are not said to be missing from the files', async () => {
  expect(await told(together(exampleService('{ app: shop }'), labelled('shop')))).toEqual([
    'the new selector fits only pods which Deployment shop/web should have, and this apply starts none of them',
  ]);
});

test('a selector which no file fits is said to fit none', async () => {
  expect(await told(together(exampleService('{ app: wbe }'), labelled('web')))).toEqual([
    'the new selector fits no pod of these files; until now it was Deployment shop/web',
  ]);
});
