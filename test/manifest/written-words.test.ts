import { describe, expect, test } from 'vitest';
import { wordSearch, writtenKind } from '../../src/manifest/written-words.ts';

describe('the kind that a document states at its margin', () => {
  test.each([
    ['kind: Service\nspec: {}', 'Service'],
    ['apiVersion: v1\nkind: "Service" # in front\r\n', 'Service'],
    ['spec:\n  target:\n    kind: Deployment\n', undefined],
    ['{"kind": "Service"}', undefined],
    ['kind: ServiceList\nitems: []', undefined],
    ['kind: List\nitems: []', undefined],
    ['kind:\n  Service\n', undefined],
  ])('of %j is %j', (text, kind) => {
    expect(writtenKind(text)).toBe(kind);
  });
});

describe('a search for words', () => {
  const has = wordSearch(new Set(['web', 'web-config', 'web.example.com', 'two words', 'ü']));

  test.each([
    'name: web',
    '{name: web}',
    '["web"]',
    "name: 'web-config' # read",
    'host: web.example.com',
    'a: two words',
    'name: ü',
    'image: registry/web:1.2',
  ])('finds one in %j', (text) => {
    expect(has(text)).toBe(true);
  });

  test.each(['', 'name: webs', 'name: a-web', 'name: web-configs', 'host: web.example'])('finds none in %j', (text) => {
    expect(has(text)).toBe(false);
  });

  test('finds nothing where there is nothing to find', () => {
    expect(wordSearch(new Set())('web')).toBe(false);
  });
});
