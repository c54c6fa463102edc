import { describe, expect, test } from 'vitest';
import { foreignEntries } from '../../src/render/foreign-entries.ts';
import { request } from './render-request.ts';

function entriesOf(contents: Readonly<Record<string, string>>): readonly string[] {
  return foreignEntries(request('.', contents).files).map(({ type, message }) => `${type} ${message}`);
}

const remote = (place: string) => `${JSON.stringify(place)} is remote, and nothing is fetched`;

const transformer = (place: string) =>
  `apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: a}\npath: ${place}\n`;

describe('an entry which', () => {
  test.each([
    { text: 'https://example.com/a.yaml', shown: 'https://example.com/a.yaml' },
    { text: 'HTTP://example.com/a.yaml', shown: 'HTTP://example.com/a.yaml' },
    { text: 'ssh://git@example.com/a', shown: 'ssh://***@example.com/a' },
    { text: 'https://user:hunter2@example.com/a?token=hunter2', shown: 'https://***@example.com/a?…' },
    { text: 'git@github.com:a/b', shown: '***@github.com:a/b' },
    { text: 'git::https://example.com/a', shown: 'git::https://example.com/a' },
    { text: 'github.com/a/b', shown: 'github.com/a/b' },
    { text: 'github.com:a/b', shown: 'github.com:a/b' },
    { text: 'example.com/a/b.git//c', shown: 'example.com/a/b.git//c' },
    { text: 'example.com/a?ref=main', shown: 'example.com/a?…' },
  ])('says $text is remote', ({ text, shown }) => {
    expect(entriesOf({ 'a/kustomization.yaml': `\nresources:\n- b.yaml\n- "${text}"\n` })).toEqual([
      `Remote a/kustomization.yaml:4: ${remote(shown)}`,
    ]);
  });

  test.each(['../../a', '/a', 'b/../../../a', 'C:\\a', '..\\..\\a', 'file:///a', '../..'].map((text) => ({ text })))(
    'says $text leads out of the tree',
    ({ text }) => {
      const found = entriesOf({ 'a/kustomization.yml': `resources: ['${text}']` });
      expect(found).toEqual([`Outside a/kustomization.yml:1: ${JSON.stringify(text)} leads out of the tree`]);
    },
  );

  test('says .. does not lead out of the tree where there is something above', () => {
    expect(entriesOf({ 'a/kustomization.yml': 'resources: [.., ../b, b/../../c]' })).toEqual([]);
  });

  test.each(
    [
      'bases: [X]',
      'components: [X]',
      'crds: [X]',
      'configurations: [X]',
      'generators: [X]',
      'transformers: [X]',
      'validators: [X]',
      'patchesStrategicMerge: [X]',
      'patches: [X]',
      'patches: [{path: X}]',
      'patchesJson6902: [{path: X}]',
      'replacements: [{path: X}]',
      'openapi: {path: X}',
      'configMapGenerator: [{name: a, files: [X]}]',
      'configMapGenerator: [{name: a, files: [key=X]}]',
      'secretGenerator: [{name: a, envs: [X]}]',
      'secretGenerator: [{name: a, env: X}]',
      'RESOURCES: [X]',
      'a: &a [X]\nresources: *a',
      '<<: {resources: [X]}',
    ].map((text) => ({ text })),
  )('is in $text is found', ({ text }) => {
    const found = entriesOf({ Kustomization: text.replace('X', 'https://example.com/a') });
    expect(found.map((one) => one.replace(/:\d+:/, ''))).toContain(
      `Remote Kustomization ${remote('https://example.com/a')}`,
    );
  });
});

test('what only mentions an address is no entry', () => {
  const kustomization = `
# https://example.com
resources: [a.yaml, ../base, "odd name#.yaml", a@b.yaml]
images: [{name: web, newName: ghcr.io/a/b, newTag: v1}, {name: github.com/a/b, digest: "sha256:0"}]
commonAnnotations: {docs: "https://example.com", path: "https://example.com", resources: "https://example.com"}
configMapGenerator: [{name: a, literals: ["URL=https://user:pass@example.com/?ref=1", "file:a"]}]
patches:
- target: {kind: Deployment}
  patch: |
    - {op: add, path: /spec/x, value: "https://example.com"}
patchesStrategicMerge:
- |
  apiVersion: v1
  kind: Service
  metadata: {name: a, annotations: {a: "https://example.com"}}
transformers:
- |
  apiVersion: builtin
  kind: AnnotationsTransformer
  metadata: {name: a}
  annotations: {a: "https://example.com"}
`;
  const plain = 'path: https://example.com\n';
  expect(entriesOf({ 'app/kustomization.yaml': kustomization, 'app/a.yaml': plain, 'app/values.yaml': plain })).toEqual(
    [],
  );
});

describe('the configuration of a plugin', () => {
  test('names what is remote in a file, in any document of it', () => {
    const found = entriesOf({
      'kustomization.yaml': 'transformers: [a.yaml]\n',
      'a.yaml': `${transformer('a.yaml')}---\n${transformer('https://example.com')}`,
    });
    expect(found).toEqual(['Remote kustomization.yaml:1: the configuration of a plugin names what is remote']);
  });

  test('names what is remote in a directory which lists it', () => {
    const contents = {
      'kustomization.yaml': 'generators: [a/]\n',
      'a/kustomization.yaml': 'kind: Kustomization\nresources: [b.yaml, ../a]\n',
      'a/b.yaml':
        'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\nfiles: [a=https://example.com]\n',
    };
    expect(entriesOf(contents)).toEqual([
      'Remote a/kustomization.yaml:2: the configuration of a plugin names what is remote',
    ]);
    expect(entriesOf({ ...contents, 'a/b.yaml': transformer('b.yaml') })).toEqual([]);
  });

  test('is refused where it cannot be read', () => {
    const reasons = ['a: [', 'a: b\n--- {a: b}\n', 'a: b\n...\nc: d\n'].map((text) =>
      entriesOf({ 'kustomization.yaml': 'transformers: [a.yaml]\n', 'a.yaml': text }),
    );
    for (const found of reasons) {
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/^Remote kustomization\.yaml:1: the configuration of a plugin cannot be read: /);
    }
  });
});

test('a kustomization which cannot be read is refused', () => {
  expect(entriesOf({ 'kustomization.yaml': 'a: 1\nb: [\n' })).toEqual([
    expect.stringMatching(/^Unclear kustomization\.yaml:\d: /),
  ]);
  expect(entriesOf({ 'kustomization.yaml': '\ufeffresources: ["https://example.com"]' })).toHaveLength(1);
  const utf16 = foreignEntries([
    { path: 'kustomization.yaml', type: 'File', bytes: Buffer.from('\ufeffresources: [a]', 'utf16le') },
  ]);
  expect(utf16).toEqual([expect.objectContaining({ type: 'Unclear' })]);
});
