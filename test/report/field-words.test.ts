import { expect, test } from 'vitest';
import { fieldPhrase, versionChange } from '../../src/report/field-words.ts';
import { phraseText } from '../../src/report/phrase.ts';
import type { FieldChange } from '../../src/schema/field-change.ts';
import { imageChange } from './plan-builder.ts';

test.each<[FieldChange, string]>([
  [{ path: 'spec.replicas', type: 'Changed', before: 3, after: 5 }, 'spec.replicas: 3 → 5'],
  [{ path: 'data.A', type: 'Changed', before: 'true', after: '' }, 'data.A: "true" → ""'],
  [{ path: 'data.A', type: 'Changed', before: 'a b', after: 'a\nb' }, 'data.A: a b → "a\\nb"'],
  [{ path: 'data.A', type: 'Added', after: { b: 1 } }, 'data.A: added, {"b":1}'],
  [{ path: 'data.A', type: 'Removed', before: 'x' }, 'data.A: removed, was x'],
  [{ path: 'data.A', type: 'Changed', masked: true }, 'data.A: changes, its value is not shown'],
  [{ path: 'data.A', type: 'Added', masked: true }, 'data.A: added'],
  [{ path: 'spec.env', type: 'Reordered' }, 'spec.env: only the order changes'],
])('%j reads %j', (field, expected) => {
  expect(phraseText(fieldPhrase(field))).toBe(expected);
});

test.each([
  ['shop/web:1.4.2', 'shop/web:1.5.0', '1.4.2', '1.5.0'],
  ['reg:5000/web', 'reg:5000/web:2', 'no tag', '2'],
  ['a/web:1', 'b/web:1', 'a/web:1', 'b/web:1'],
  [`web@sha256:${'a'.repeat(64)}`, `web@sha256:${'b'.repeat(64)}`, 'sha256:aaaaaaaaaaaa', 'sha256:bbbbbbbbbbbb'],
])('from %s to %s the version goes from %s to %s', (before, after, old, next) => {
  const path = 'spec.template.spec.containers[name=web].image';
  expect(versionChange(imageChange('web', { fields: [{ path, type: 'Changed', before, after }] }))).toEqual({
    before: old,
    after: next,
  });
});

test('several images which change differently have no common version', () => {
  const path = 'spec.template.spec.containers[name=web].image';
  const fields = [
    { path, type: 'Changed' as const, before: 'a:1', after: 'a:2' },
    { path: path.replace('web', 'side'), type: 'Changed' as const, before: 'b:7', after: 'b:8' },
  ];
  expect(versionChange(imageChange('web', { fields }))).toBeUndefined();
});
