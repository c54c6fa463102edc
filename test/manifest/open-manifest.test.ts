import { describe, expect, test } from 'vitest';
import { openManifest, sharedTexts } from '../../src/manifest/open-manifest.ts';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}`;
const open = (text: string, path = 'a.yaml') => openManifest(path, new TextEncoder().encode(text));
const stream = (...texts: readonly string[]) => open(`${texts.join('\n---\n')}\n`);

describe('an open manifest', () => {
  test('gives only the documents that are wanted, in their places', () => {
    const { documents } = stream(configMap('a'), configMap('b'), configMap('c')).read((text) => /[bc]}/.test(text));
    expect(documents.map(({ content, index, line }) => [content.type, index, line])).toEqual([
      ['Objects', 1, 5],
      ['Objects', 2, 9],
    ]);
  });

  test('keeps what it has read, so that an object stays the same one', () => {
    const manifest = stream(configMap('a'), configMap('b'));
    const [second] = manifest.read((text) => text.includes('b}')).documents;
    const [first, again] = manifest.read((text) => text.includes('a}')).documents;
    expect(again).toBe(second);
    expect(first?.content.type).toBe('Objects');
  });

  test('reads what is no stream of documents at once', () => {
    const manifest = openManifest('a.yaml', new Uint8Array([0x61, 0xff]));
    expect(manifest.read(() => false).documents).toMatchObject([{ content: { type: 'Unreadable' } }]);
  });
});

describe('the texts which two files share', () => {
  test('are those which mean the same in both', () => {
    const shared = sharedTexts(stream(configMap('a'), configMap('b')), stream(configMap('c'), configMap('b')));
    expect([...shared]).toEqual([`${configMap('b')}\n`]);
  });

  test.each([
    ['written twice in one of them', stream('a: 1', 'a: 1', 'b: 2'), stream('a: 1', 'b: 2')],
    ['in a file of another name', stream('a: 1', 'b: 2'), open('a: 1\n---\nc: 3\n', 'b.yaml')],
    ['refused for what follows', open('a: 1\n--- text\n'), open('a: 1\n---\nc: 3\n')],
    [
      'a template of a chart in one of them',
      open('a: 1\n---\nb: {{ .Values.b }}\n', 'c/templates/a.yaml'),
      open('a: 1\n---\nb: 2\n', 'c/templates/a.yaml'),
    ],
  ])('are not those which are %s', (_, one, other) => {
    expect(sharedTexts(one, other).has('a: 1')).toBe(false);
    expect(sharedTexts(other, one).has('a: 1')).toBe(false);
  });
});
