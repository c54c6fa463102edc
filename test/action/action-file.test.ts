import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { ActionInputs, readInputs } from '../../src/action/action-inputs.ts';
import { readAction } from './read-action.ts';

test('the committed bundle is what the sources build', () => {
  expect(readFileSync('dist/action.js', 'utf8') === readFileSync(inject('builtAction'), 'utf8')).toBe(true);
});

test('the action starts its bundle, on the Node.js for which it is built', () => {
  expect(readAction().runs).toEqual({ using: 'node24', main: 'dist/action.js' });
});

test('the bundle holds no path of the machine on which it was built', () => {
  const bundle = readFileSync('dist/action.js', 'utf8');
  expect(bundle.includes(process.cwd())).toBe(false);
});

test('action.yml describes every input, and no other', () => {
  expect(Object.keys(readAction().inputs)).toEqual(Object.keys(ActionInputs.shape));
});

test('what action.yml says of a default is what is taken where an input is empty', () => {
  const { 'github-token': token, ...inputs } = readAction().inputs;
  expect(token?.default).toBe('${{ github.token }}');
  const stated = Object.entries(inputs).map(([name, input]) => [`INPUT_${name.toUpperCase()}`, input.default ?? '']);
  expect(readInputs(Object.fromEntries(stated))).toEqual(readInputs({}));
});

test.each([
  ['fail-on', 'blocker', 'fail-on: expected one of: low, medium, high, never, not "blocker"'],
  ['comment', 'Always', 'comment: expected one of: always, changes, findings, never, not "Always"'],
  ['fail-on-not-computed', 'yes', 'fail-on-not-computed: expected one of: true, false, not "yes"'],
  ['kubernetes-version', '1.99', 'kubernetes-version: expected one of: 1.28'],
  ['comment-key', 'a b', 'comment-key: expected at most 64 letters, digits, dots, dashes and underscores, not "a b"'],
  ['comment-key', '--> <b>', 'comment-key: expected at most 64'],
])('the input %s: %s is refused with what it may be', (name, value, message) => {
  expect(() => readInputs({ [`INPUT_${name.toUpperCase()}`]: value })).toThrow(message);
});

test('paths are one a line, and blanks around an input do not count', () => {
  const inputs = readInputs({ INPUT_PATH: ' apps/web\n\n  apps/api \n', 'INPUT_FAIL-ON': ' high ' });
  expect(inputs).toMatchObject({ path: ['apps/web', 'apps/api'], 'fail-on': 'high' });
});
