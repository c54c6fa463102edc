import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RevisionTree, readKustomization } from '../../src/roots/kustomization.ts';

/** A revision with these files. */
function treeOf(...files: readonly string[]): RevisionTree {
  return {
    hasFile: (path) => files.includes(path),
    hasDirectory: (path) => path === '.' || files.some((file) => file.startsWith(`${path}/`)),
    links: new Map(),
  };
}

/** The kustomization of apps/web, in a revision which has these files as well. */
function read(text: string, ...files: readonly string[]) {
  return readKustomization('apps/web/kustomization.yaml', text, treeOf('apps/web/kustomization.yaml', ...files));
}

function refusalsOf(text: string, ...files: readonly string[]): readonly string[] {
  return read(text, ...files).refusals.map(({ type, line, message }) => `${line} ${type} ${message}`);
}

const builtin = (kind: string, ...fields: readonly string[]) =>
  ['transformers:', '- |-', '  apiVersion: builtin', `  kind: ${kind}`, '  metadata: { name: one }']
    .concat(fields.map((field) => `  ${field}`))
    .join('\n');

/** A kustomization whose second generator, on line 3, is YAML in place. */
const generatorInPlace = (...lines: readonly string[]) =>
  ['generators:', '- a.yaml', '- |-', ...lines.map((line) => `  ${line}`)].join('\n');

test('directories and files are told apart by what is there, with paths from the top', () => {
  const text = [
    'resources: [deployment.yaml, ./parts/, ../../common/base, "", 12, ../shared.yaml]',
    'bases: [../base]',
    'components: [../../components/tls]',
  ].join('\n');
  const files = [
    'apps/web/deployment.yaml',
    'apps/web/parts/kustomization.yml',
    'common/base/kustomization.yaml',
    'apps/shared.yaml',
    'apps/base/Kustomization',
    'components/tls/kustomization.yaml',
  ];
  const { lineOfDirectory, ...found } = read(text, ...files);
  expect(found).toEqual({
    directory: 'apps/web',
    isRead: true,
    path: 'apps/web/kustomization.yaml',
    isComponent: false,
    directories: ['apps/web/parts', 'common/base', 'apps/base', 'components/tls'],
    files: ['apps/web/deployment.yaml', 'apps/shared.yaml'],
    missing: [],
    secretValues: [],
    secretFiles: [],
    refusals: [],
    hasBuildMetadata: false,
  });
  expect([...found.directories, 'apps/web'].map(lineOfDirectory)).toEqual([1, 1, 2, 3, undefined]);
});

test('the directory of a kustomization at the top is "."', () => {
  const tree = treeOf('kustomization.yaml', 'a.yaml', 'b/c.yaml', 'b/kustomization.yaml');
  const { directory, files, directories } = readKustomization('kustomization.yaml', 'resources: [a.yaml, b, .]', tree);
  expect({ directory, files, directories }).toEqual({ directory: '.', files: ['a.yaml'], directories: ['b', '.'] });
});

test.each([
  ['patches', 'patches: [{ path: x/a.yaml, target: { kind: Deployment } }]'],
  ['patches of strategic merge', 'patchesStrategicMerge: [x/a.yaml]'],
  ['JSON patches', 'patchesJson6902: [{ path: x/a.yaml, target: { version: v1, kind: Service, name: a } }]'],
  ['replacements', 'replacements: [{ path: x/a.yaml }]'],
  ['configurations', 'configurations: [x/a.yaml]'],
  ['custom resource definitions', 'crds: [x/a.yaml]'],
  ['a schema', 'openapi: { path: x/a.yaml }'],
  ['a generator', 'generators: [x/a.yaml]'],
  ['a transformer', 'transformers: [x/a.yaml]'],
  ['a validator', 'validators: [x/a.yaml]'],
  ['a component', 'components: [x/a.yaml]'],
  ['the file of a ConfigMap', 'configMapGenerator: [{ name: a, files: [x/a.yaml] }]'],
  ['the file of a key', 'configMapGenerator: [{ name: a, files: [key.yaml=x/a.yaml] }]'],
  ['files of variables', 'configMapGenerator: [{ name: a, envs: [x/a.yaml] }]'],
  ['the one file of variables', 'configMapGenerator: [{ name: a, env: x/a.yaml }]'],
  ['the values of a chart', 'helmCharts: [{ name: a, valuesFile: x/a.yaml }]'],
  ['more values of a chart', 'helmCharts: [{ name: a, additionalValuesFiles: [x/a.yaml] }]'],
  ['the values of a chart of old', 'helmChartInflationGenerator: [{ chartName: a, values: x/a.yaml }]'],
  ['names in other letters', 'configmapgenerator: [{ Name: a, FILES: [x/a.yaml] }]'],
  ['a patch in place', builtin('PatchTransformer', 'path: x/a.yaml')],
  ['a JSON patch in place', builtin('PatchJson6902Transformer', 'path: x/a.yaml')],
  ['patches in place', builtin('PatchStrategicMergeTransformer', 'paths: [x/a.yaml, "{ kind: Service }"]')],
  ['replacements in place', builtin('ReplacementTransformer', 'replacements: [{ path: x/a.yaml }]')],
  ['a generator in place', builtin('ConfigMapGenerator', 'files: [key=x/a.yaml]')],
  ['an anchor and its alias', 'crds: &all [x/a.yaml]\nresources: *all'],
])('a build reads %s', (_, text) => {
  const { files, missing, directories } = read(text, 'apps/web/x/a.yaml');
  expect({ files, missing, directories }).toEqual({ files: ['apps/web/x/a.yaml'], missing: [], directories: [] });
});

test.each([
  ['a patch in place', 'patches:\n- patch: |-\n    - op: remove\n      path: /x'],
  ['patches in place', 'patchesStrategicMerge:\n- |-\n  kind: Service\n  metadata: {}\n- "{ kind: Service }"'],
  ['patches which are no mappings', 'patches: [a.yaml]'],
  ['a list which is none', 'resources: a.yaml'],
  ['mappings where texts belong', 'resources: [{ path: a.yaml }, [a.yaml], null, true]'],
  ['a generator which is no mapping', 'configMapGenerator: [a.yaml]\nsecretGenerator: { files: [a.yaml] }'],
  ['a schema by its version', 'openapi: { version: v1.20.4 }'],
  ['a directory of files', 'configMapGenerator: [{ name: a, files: [x, key=] }]\ncrds: [x]'],
  ['lines where a path belongs', 'resources:\n- |\n  kind: Secret\n  data: {}'],
  ['a plugin in place without files', builtin('NamespaceTransformer')],
  ['a plugin in place which cannot be read', 'transformers:\n- |-\n  kind: A\n  a: [\n'],
  ['a plugin of no kind', 'transformers:\n- |-\n  metadata: {}\n  path: a.yaml\n'],
  ['a plugin with the kind of a built-in name of JavaScript', builtin('constructor')],
])('%s: no file is meant', (_, text) => {
  expect(read(text, 'apps/web/x/a.yaml')).toMatchObject({ files: [], missing: [], directories: [], refusals: [] });
});

test('what is named and not there is missing, and so is the kustomization of a directory without one', () => {
  const text = 'resources: [a.yaml, ../base, ../empty]\nconfigMapGenerator: [{ name: a, files: [key=b.txt] }]';
  expect(read(text, 'apps/empty/readme.md')).toMatchObject({
    directories: ['apps/empty'],
    files: [],
    missing: ['apps/web/a.yaml', 'apps/base', 'apps/web/b.txt', 'apps/empty/kustomization.yaml'],
    refusals: [],
  });
});

test('an entry is once in each list', () => {
  const text = 'resources: [a.yaml, ./a.yaml, b.yaml, x/../b.yaml]\ncrds: [a.yaml]\nbases: [c]\ncomponents: [c]';
  const found = read(text, 'apps/web/a.yaml', 'apps/web/c/kustomization.yaml');
  expect(found.lineOfDirectory('apps/web/c')).toBe(3);
  expect(found).toMatchObject({
    files: ['apps/web/a.yaml'],
    missing: ['apps/web/b.yaml'],
    directories: ['apps/web/c'],
  });
});

describe('secrets', () => {
  test('the values of literals and the files of a secretGenerator are secret, those of a configMapGenerator are not', () => {
    const text = [
      'secretGenerator:',
      '- literals: [USER=admin, "PASSWORD=a=b", EMPTY=, no-key]',
      '  files: [tls.key=secret/tls.key, gone.key]',
      '  envs: [secret/.env]',
      'configMapGenerator:',
      '- literals: [MODE=fast]',
      '  files: [app.ini]',
      builtin('SecretGenerator', 'literals: [A=inner]', 'env: inner.env'),
    ].join('\n');
    const secretFiles = ['apps/web/secret/tls.key', 'apps/web/secret/.env', 'apps/web/inner.env'];
    const { files, ...kustomization } = read(text, ...secretFiles, 'apps/web/app.ini');
    expect(kustomization).toMatchObject({
      secretValues: ['admin', 'a=b', 'no-key', 'inner'],
      secretFiles,
      missing: ['apps/web/gone.key'],
    });
    expect(files.toSorted()).toEqual([...secretFiles, 'apps/web/app.ini'].toSorted());
  });

  test('a value where the path of a file belongs is secret, and not missing', () => {
    const text = 'secretGenerator: [{ name: a, envs: [PASSWORD=hunter2], files: [key=USER=me] }]';
    expect(read(text)).toMatchObject({ secretValues: ['USER=me', 'hunter2'], missing: [] });
  });

  test.each([
    ['https://me:hunter2@git.example.com/o/r', 'https://***@git.example.com/o/r', ['me:hunter2', 'hunter2']],
    ['https://ghp_token@github.com/o/r?ref=v1', 'https://***@github.com/o/r?ref=v1', ['ghp_token']],
    ['git::https://me:hunter2@h.example/o/r.git', 'git::https://***@h.example/o/r.git', ['me:hunter2', 'hunter2']],
    ['https://me:p@ss/w?rd@h.example/o/r', 'https://***@h.example/o/r', ['me:p@ss/w?rd', 'p@ss/w?rd']],
    ['ssh://git@h.example:22/o/r', 'ssh://git@h.example:22/o/r', []],
    ['git@github.com:o/r.git', 'git@github.com:o/r.git', []],
    ['https://h.example:8443/o/r/a@b', 'https://h.example:8443/o/r/a@b', []],
    ['https://h.example/o/r?ref=v1&sig=abc', 'https://h.example/o/r?ref=v1&sig=***', ['abc']],
  ])('of %s the refusal shows %s', (entry, shown, secretValues) => {
    const kustomization = read(`resources: ['${entry}']`);
    expect(kustomization.refusals.map(({ message }) => message)).toEqual([`resources: the base ${shown} is remote`]);
    expect(kustomization.secretValues).toEqual(secretValues);
  });

  test('an @ in the path of a file is no credential', () => {
    expect(read('resources: [me@example.yaml, sub/a@b.yaml]', 'apps/web/me@example.yaml').secretValues).toEqual([]);
  });
});

describe('what is not in the repository', () => {
  test.each([
    ['https://github.com/org/repo//config?ref=v1', 'RemoteBase the base'],
    ['HTTP://git.example.com/org/repo', 'RemoteBase the base'],
    ['github.com/org/repo?ref=v1', 'RemoteBase the base'],
    ['GitHub.com/org/repo', 'RemoteBase the base'],
    ['git@github.com:org/repo', 'RemoteBase the base'],
    ['git@host:repo.git', 'RemoteBase the base'],
    ['ssh://host/org/repo', 'RemoteBase the base'],
    ['git::https://host/org/repo', 'RemoteBase the base'],
    ['git::host/org/repo', 'RemoteBase the base'],
    ['git.example.com/org/repo//path?ref=v1', 'RemoteBase the base'],
    ['gitlab.com/org/repo.git', 'RemoteBase the base'],
    ['dev.example.com/org/_git/repo', 'RemoteBase the base'],
    ['oci://host/repo', 'RemoteBase the base'],
    ['https://example.com/install.yaml', 'FileUrl the file'],
    ['https://example.com/install.yaml?raw=1', 'FileUrl the file'],
  ])('%s in resources is remote', (entry, told) => {
    const [type, ...words] = told.split(' ');
    const shown = entry.replace('raw=1', 'raw=***');
    for (const field of ['resources', 'bases', 'components', 'generators', 'transformers', 'validators']) {
      expect(refusalsOf(`namespace: a\n${field}:\n- a.yaml\n- '${entry}'`)).toEqual([
        `4 ${type} ${field}: ${words.join(' ')} ${shown} is remote`,
      ]);
    }
  });

  test.each([
    ['crds', 'crds: [https://example.com/a]'],
    ['configurations', 'configurations: [https://example.com/a]'],
    ['openapi', 'openapi: { path: https://example.com/a }'],
    ['patches', 'patches: [{ path: https://example.com/a }]'],
    ['patchesStrategicMerge', 'patchesStrategicMerge: [https://example.com/a]'],
    ['patchesJson6902', 'patchesJson6902: [{ path: https://example.com/a }]'],
    ['replacements', 'replacements: [{ path: https://example.com/a }]'],
    ['configMapGenerator', 'configMapGenerator: [{ files: [key=https://example.com/a] }]'],
    ['configMapGenerator', 'configMapGenerator: [{ files: [https://example.com/a] }]'],
    ['secretGenerator', 'secretGenerator: [{ envs: [https://example.com/a] }]'],
  ])('a URL in %s is the URL of a file', (field, text) => {
    expect(refusalsOf(text)).toEqual([`1 FileUrl ${field}: the file https://example.com/a is remote`]);
  });

  test.each(['resources', 'transformers'])('a line feed does not hide the name of a repository in %s', (field) => {
    expect(refusalsOf(`${field}:\n- "github.com/org/repo\\n"\n- |\n  git@host:org/repo\n`)).toEqual([
      `2 RemoteBase ${field}: the base github.com/org/repo is remote`,
      `3 RemoteBase ${field}: the base git@host:org/repo is remote`,
    ]);
  });

  test('of keys which differ in case the last in order counts, as for kustomize', () => {
    const text = 'resources: [/a]\nRESOURCES: [/b]\nconfigurations: [/c]\nre\u017fources: [/d]\nCRDS: [/e]\nCrds: [/f]';
    expect(read(text).refusals.map(({ message }) => message.split(' ')[1])).toEqual(['/d', '/c', '/f']);
  });

  test('what is here is local even if it looks like a host', () => {
    const text = "resources: [github.com/org/repo/a.yaml, gitlab.com/org/repo.git, 'me@home/parts']";
    const files = ['apps/web/github.com/org/repo/a.yaml', 'apps/web/gitlab.com/org/repo.git/kustomization.yaml'];
    expect(read(text, ...files, 'apps/web/me@home/parts/kustomization.yaml')).toMatchObject({
      files: ['apps/web/github.com/org/repo/a.yaml'],
      directories: ['apps/web/gitlab.com/org/repo.git', 'apps/web/me@home/parts'],
      refusals: [],
    });
  });

  test('of a directory whose name is that of a repository kustomize clones the repository', () => {
    const file = 'apps/web/github.com/org/repo/kustomization.yaml';
    expect(read('resources: [github.com/org/repo]', file)).toMatchObject({
      directories: [],
      refusals: [
        {
          type: 'RemoteBase',
          message:
            'resources: the base github.com/org/repo is remote for kustomize; ./ before it would make it the directory of this name',
        },
      ],
    });
    expect(read('resources: [./github.com/org/repo]', file)).toMatchObject({
      directories: ['apps/web/github.com/org/repo'],
      refusals: [],
    });
  });

  test.each([
    ['resources: [/srv/a.yaml]', '1 AbsolutePath resources: /srv/a.yaml is an absolute path'],
    [
      'secretGenerator: [{ files: [k=/etc/passwd] }]',
      '1 AbsolutePath secretGenerator: /etc/passwd is an absolute path',
    ],
    ['resources: [../../../a.yaml]', '1 OutsideOfRepository resources: ../../../a.yaml is outside of the repository'],
    ['crds: [x/../../../../a]', '1 OutsideOfRepository crds: x/../../../../a is outside of the repository'],
    ['bases: [file:///srv/repo]', '1 OutsideOfRepository bases: file:///srv/repo is outside of the repository'],
    ['bases: [git::file://x/y]', '1 OutsideOfRepository bases: git::file://x/y is outside of the repository'],
  ])('%s is refused', (text, refusal) => {
    expect(refusalsOf(text)).toEqual([refusal]);
    expect(read(text)).toMatchObject({ files: [], missing: [], directories: [] });
  });

  test('a long entry is shortened, and is one line', () => {
    const [message = ''] = refusalsOf(`crds: ["https://example.com/${'a'.repeat(1000)}"]`);
    expect(message).toHaveLength('1 FileUrl crds: the file … is remote'.length + 200);
    expect(refusalsOf('crds: ["/a\\n/b"]')).toEqual(['1 AbsolutePath crds: /a /b is an absolute path']);
  });
});

describe('programs', () => {
  test.each([
    ['viaduct.ai/v1 ksops', ['apiVersion: viaduct.ai/v1', 'kind: ksops', 'metadata: { name: a }']],
    ['goabout.com/v1beta1 SopsSecretGenerator', ['apiVersion: goabout.com/v1beta1', 'kind: SopsSecretGenerator']],
    [
      'builtin PatchTransformer',
      [
        'apiVersion: builtin',
        'kind: PatchTransformer',
        'metadata: { name: a, annotations: { config.kubernetes.io/function: "exec: { path: ./a }" } }',
      ],
    ],
    ['PatchTransformer', ['kind: PatchTransformer', 'path: a.yaml']],
    ['x/v1 Second', ['apiVersion: builtin', 'kind: First', '---', 'apiVersion: x/v1', 'kind: Second']],
  ])('%s is a plugin', (name, lines) => {
    const message = `generators: ${name} is a plugin, and plugins are not run`;
    expect(refusalsOf(generatorInPlace(...lines))).toEqual([`3 Plugin ${message}`]);
  });

  test.each([
    ['helmCharts: [{ name: redis }, { repo: x }]', ['helmCharts: the chart redis needs', 'helmCharts: a chart needs']],
    ['helmChartInflationGenerator: [{ chartName: a }]', ['helmChartInflationGenerator: the chart a needs']],
    ['helmGlobals: { chartHome: x }', ['helmGlobals: charts need']],
    ['helmCharts: []\nhelmGlobals:', []],
    [builtin('HelmChartInflationGenerator', 'name: redis'), ['transformers: the chart redis needs']],
  ])('%s: who needs Helm', (text, messages) => {
    expect(read(text).refusals).toEqual(
      messages.map((message) => ({
        type: 'HelmChart',
        path: 'apps/web/kustomization.yaml',
        line: text.startsWith('helm') ? 1 : 2,
        message: `${message} Helm`,
      })),
    );
  });
});

describe('what cannot be read', () => {
  test.each([
    ['', 1, 'it is empty'],
    ['# nothing\n', 1, 'it is empty'],
    ['{}\n', 1, 'it is empty'],
    ['\n- hunter2\n', 2, 'it is not a mapping'],
    ['hunter2\n', 1, 'it is not a mapping'],
    ['a: b\nhunter2: "x\n', 2, 'the closing quote is missing'],
    ['a: *hunter2\n', 1, 'an alias has no anchor before it'],
    ['a: b\n---\nhunter2: b\n', 2, 'it has more than one document, and kustomize takes only the first'],
    ['---\n# a\n---\nresources: []\n', 3, 'it has more than one document, and kustomize takes only the first'],
  ])('%j is refused with the reason and the line, and without a word of it', (text, line, reason) => {
    expect(read(text)).toMatchObject({
      directories: [],
      files: [],
      refusals: [
        {
          type: 'Unreadable',
          path: 'apps/web/kustomization.yaml',
          line,
          message: `the kustomization cannot be read, line ${line}: ${reason}`,
        },
      ],
    });
  });

  test.each(['---\ncrds: [a]\n---\n', 'crds: [a]\n...\n', '# b\n---\ncrds: [a]\n---\n# c\n\n', '{"crds": ["a"]}'])(
    '%j is one document',
    (text) => {
      expect(read(text, 'apps/web/a')).toMatchObject({ files: ['apps/web/a'], refusals: [] });
    },
  );

  test('two kustomizations in one directory are refused, and both are files of the build', () => {
    expect(read('resources: [a.yaml]', 'apps/web/a.yaml', 'apps/web/Kustomization')).toMatchObject({
      files: ['apps/web/Kustomization', 'apps/web/a.yaml'],
      refusals: [
        {
          type: 'Unreadable',
          line: 1,
          message: 'apps/web/Kustomization lies beside it, and kustomize takes only one of the two',
        },
      ],
    });
  });

  test('whatever is written in its fields, reading never throws', () => {
    const names = ['resources', 'patches', 'secretGenerator', 'generators', 'helmCharts', 'openapi', 'buildMetadata'];
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('../..', '/', '.', 'a=b', '=', 'https://', 'git@', 'http:?a=b', '{}', 'kind: A\nb: 1'),
      fc.constantFrom<unknown>(null, 1, []),
    );
    const entry = fc.oneof(part, fc.dictionary(fc.constantFrom('path', 'files', 'literals', 'name', 'envs'), part));
    const value = fc.oneof(part, fc.array(fc.oneof(entry, fc.array(part))), entry);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (fields) => {
        const { refusals, files, missing } = read(JSON.stringify(fields));
        expect(refusals.every(({ line, message }) => line === 1 && !message.includes('\n'))).toBe(true);
        expect([...files, ...missing].every((path) => path === '.' || !/^\/|(^|\/)\.{0,2}(\/|$)/.test(path))).toBe(
          true,
        );
      }),
    );
  });
});

test('a component is told by its kind, and build metadata by its field', () => {
  expect(read('kind: Component\nnamespace: a')).toMatchObject({ isComponent: true, hasBuildMetadata: false });
  expect(read('kind: Kustomization\nbuildMetadata: [originAnnotations]')).toMatchObject({
    isComponent: false,
    hasBuildMetadata: true,
  });
});
