import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RevisionFile } from '../../src/app/ports.ts';
import { pairRenames } from '../../src/git/pair-renames.ts';
import { summary } from './temporary-repository.ts';

function files(contents: Readonly<Record<string, string>>): readonly RevisionFile[] {
  return Object.entries(contents).map(([path, content]) => ({ path, type: 'File', bytes: Buffer.from(content) }));
}

const body = Array.from({ length: 20 }, (_, line) => `key${line}: value\n`).join('');

test.each<{ title: string; removed: Record<string, string>; added: Record<string, string>; expected: string[] }>([
  {
    title: 'equal bytes under another name are a rename',
    removed: { 'a.yaml': 'x' },
    added: { 'b.yaml': 'x' },
    expected: ['a.yaml -> b.yaml'],
  },
  {
    title: 'of several equal files those of the same name belong together',
    removed: { 'old/a.yaml': 'x', 'old/b.yaml': 'x', 'old/c.yaml': 'x' },
    added: { 'new/0.yaml': 'x', 'new/b.yaml': 'x', 'new/c.yaml': 'x' },
    expected: ['old/a.yaml -> new/0.yaml', 'old/b.yaml -> new/b.yaml', 'old/c.yaml -> new/c.yaml'],
  },
  {
    title: 'similar bytes under the same name are a move',
    removed: { 'old/a.yaml': body },
    added: { 'new/a.yaml': `${body}more: 1\n` },
    expected: ['old/a.yaml -> new/a.yaml'],
  },
  {
    title: 'the same name is more than a little more likeness',
    removed: { 'old/a.yaml': body },
    added: { 'new/a.yaml': `${body}more: 1\n`, 'new/b.yaml': `${body}m: 1\n` },
    expected: ['old/a.yaml -> new/a.yaml', '+ new/b.yaml'],
  },
  {
    title: 'two equally good pairs are no pair',
    removed: { 'old/a.yaml': body },
    added: { 'one/a.yaml': `${body}b: 1\n`, 'two/a.yaml': `${body}c: 1\n` },
    expected: ['- old/a.yaml', '+ one/a.yaml', '+ two/a.yaml'],
  },
  {
    title: 'different bytes are no rename',
    removed: { 'a.yaml': 'one: 1\n' },
    added: { 'b/a.yaml': 'two: 2\n' },
    expected: ['- a.yaml', '+ b/a.yaml'],
  },
  {
    title: 'empty files are no rename',
    removed: { 'a.yaml': '' },
    added: { 'b.yaml': '' },
    expected: ['- a.yaml', '+ b.yaml'],
  },
])('$title', ({ removed, added, expected }) => {
  expect(summary(pairRenames(files(removed), files(added)))).toEqual(expected);
});

test('a file is not the continuation of a symbolic link', () => {
  const link: RevisionFile = { path: 'a.yaml', type: 'SymbolicLink', bytes: Buffer.from('x') };
  expect(summary(pairRenames([link], files({ 'b.yaml': 'x' })))).toEqual(['- a.yaml', '+ b.yaml']);
});

test('every file appears exactly once, whatever the order in which they come', () => {
  const contents = fc.dictionary(fc.stringMatching(/^[ab]\/[cd]$/), fc.constantFrom('', 'x', 'y', body, `${body}z\n`));
  fc.assert(
    fc.property(contents, contents, (removed, added) => {
      const pairs = pairRenames(files(removed), files(added));
      expect(pairs.flatMap(({ base }) => base?.path ?? []).toSorted()).toEqual(Object.keys(removed).toSorted());
      expect(pairs.flatMap(({ head }) => head?.path ?? []).toSorted()).toEqual(Object.keys(added).toSorted());
      expect(pairRenames(files(removed).toReversed(), files(added).toReversed())).toEqual(pairs);
    }),
  );
});
