import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const shop = ['--base-dir', 'examples/shop/before', '--head-dir', 'examples/shop/after'];

test.each([
  ['text', 'txt'],
  ['markdown', 'md'],
])('compares all that rolls, as %s', async (format, extension) => {
  const { code, stdout, stderr } = runCli(['compare', ...shop, '--format', format]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  await expect(stdout).toMatchFileSnapshot(`compare-shop.${extension}`);
});

test('the JSON is as its schema says', () => {
  const { code, stdout } = runCli(['compare', ...shop, '--format', 'json']);
  const schema = JSON.parse(runCli(['schema', 'comparison']).stdout) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(code).toBe(0);
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
});

test('a workload which does not roll exits 2 with the nearest name', () => {
  const { code, stdout, stderr } = runCli(['compare', ...shop, '--workload', 'storefrnt']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('no workload "storefrnt" rolls; did you mean storefront?');
});

test('an unknown strategy exits 2 with the nearest name', () => {
  const { code, stderr } = runCli(['compare', ...shop, '--strategy', 'bluegreen']);
  expect(code).toBe(2);
  expect(stderr).toContain('did you mean blue-green?');
});

test('a comparison is no SARIF', () => {
  const { code, stderr } = runCli(['compare', ...shop, '--format', 'sarif']);
  expect(code).toBe(2);
  expect(stderr).toContain('text, markdown, json');
});
