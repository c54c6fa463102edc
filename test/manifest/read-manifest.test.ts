import { describe, expect, test } from 'vitest';
import { readManifest } from '../../src/manifest/read-manifest.ts';

function read(text: string, path = 'apps/a.yaml') {
  return readManifest(path, new TextEncoder().encode(text));
}

/** The reason of the only document, or its type. */
function describeOnly(text: string, path?: string): string {
  const { documents } = read(text, path);
  const content = documents[0]?.content;
  expect(documents).toHaveLength(1);
  if (content === undefined) return 'none';
  return content.type === 'Other' ? content.reason : content.type;
}

const workload = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: ${spec}\n`;

describe('objects', () => {
  test('an object is known by apiVersion, kind, namespace and name, and knows where it stands', () => {
    const text = '# head\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: prod\n';
    const file = read(`a: 1\n---\n${text}`);
    expect(file.documents[1]).toMatchObject({
      path: 'apps/a.yaml',
      index: 1,
      line: 3,
      text,
      content: {
        type: 'Objects',
        objects: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            namespace: 'prod',
            name: 'a',
            document: { path: 'apps/a.yaml', line: 4, documentText: text, documentLine: 3, within: [] },
          },
        ],
      },
    });
  });

  test('a List is unfolded, also within a List, and its items know their lines', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '- apiVersion: v1',
      '  kind: ConfigMapList',
      '  items:',
      '  - metadata: {name: a}',
      '  - metadata: {name: b}',
      '- {apiVersion: v1, kind: Secret, metadata: {name: c}}',
    ].join('\n');
    const content = read(text).documents[0]?.content;
    const objects = content?.type === 'Objects' ? content.objects : [];
    expect(objects.map(({ kind, name, document }) => [kind, name, document.line, document.within])).toEqual([
      ['ConfigMap', 'a', 7, ['items', 0, 'items', 0]],
      ['ConfigMap', 'b', 8, ['items', 0, 'items', 1]],
      ['Secret', 'c', 9, ['items', 1]],
    ]);
    expect(objects[0]?.value).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
  });

  test('an item of a List which is no object is told of, and the others are read', () => {
    const text =
      'apiVersion: v1\nkind: List\nitems:\n- 1\n- {kind: A}\n- {apiVersion: v1, kind: A, metadata: {name: a}}\n';
    const file = read(text);
    expect(file.documents[0]?.content).toMatchObject({ type: 'Objects', objects: [{ name: 'a' }] });
    expect(file.diagnostics.map(({ type, line }) => [type, line])).toEqual([
      ['InvalidObject', 4],
      ['InvalidObject', 5],
    ]);
  });

  test.each([
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRelease\nmetadata: {name: a}',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {chart: {}}',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}',
    'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a}\nspec: {workloadRef: {}}',
    'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {x: "{{ $labels.a }}"}',
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName, externalName: b}',
    'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{image: x}]}}}',
    '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}',
  ])('%s is an object', (text) => {
    expect(describeOnly(text)).toBe('Objects');
  });

  test('nothing is read as an object twice, and comments are no document', () => {
    expect(read('---\n# a\n---\nnull\n').documents.map(({ content }) => content.type)).toEqual(['Empty', 'Empty']);
    expect(read('').documents).toEqual([]);
  });
});

describe('what is no object', () => {
  test.each([
    ['a JSON6902 patch', '- {op: replace, path: /spec, value: 1}', 'Patch'],
    ['a list', '- a', 'NotAManifest'],
    ['the target of a symbolic link', '../base/app.yaml', 'NotAManifest'],
    ['settings of some tool', 'version: 1', 'NotAManifest'],
    ['a kind of some tool', 'kind: pipeline\nname: a', 'NotAManifest'],
    ['a workload without selector', workload('{template: {spec: {containers: [{image: x}]}}}'), 'Patch'],
    [
      'a workload with a container and nothing else',
      workload('{template: {metadata: {labels: {a: b}}, spec: {containers: [{name: x}]}}}'),
      'Patch',
    ],
    ['a workload with replicas only', workload('{replicas: 2}'), 'Patch'],
    [
      'a directive of a patch',
      workload('{selector: {}, template: {spec: {containers: [{image: x, env: [{$patch: delete}]}]}}}'),
      'Patch',
    ],
    [
      'a HelmRelease without chart',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {}}',
      'Patch',
    ],
    [
      'a CronJob with a schedule only',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: "* * * * *"}',
      'Patch',
    ],
    ['a Service without ports', 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort}', 'Patch'],
    ['parts of an object', '{"spec": {"service": "a"}}', 'Patch'],
    ['a kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Component\n', 'NeedsKustomize'],
    ['an OpenShift template', 'apiVersion: v1\nkind: Template\nmetadata: {name: a}\nobjects: []', 'NeedsTemplating'],
    ['a template of some tool', 'a: 1\n{{ if .x }}\nb: 2\n{{ end }}\n', 'NeedsTemplating'],
    ['an unquoted expression', 'a: {{ .x }}\n', 'NeedsTemplating'],
    ['a name which is an expression', 'apiVersion: v1\nkind: Secret\nmetadata: {name: "{{ .x }}"}', 'NeedsTemplating'],
    ['an object with generateName', 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}', 'NoIdentity'],
    ['an object without metadata', 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []', 'NoIdentity'],
    [
      'a file which SOPS encrypted',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nsops: {mac: x}',
      'BinaryOrEncrypted',
    ],
  ])('%s', (_, text, reason) => {
    expect(describeOnly(text)).toBe(reason);
  });

  test.each([
    ['kustomization.yaml', 'resources: []', 'NeedsKustomize'],
    ['a/Kustomization', 'resources: []', 'NeedsKustomize'],
    ['chart/Chart.yaml', 'apiVersion: v2\nname: a\nversion: 1.0.0', 'NeedsHelm'],
    ['chart/values.yaml', 'image: {tag: a}', 'NeedsHelm'],
    ['values-prod.yml', 'replicas: 1', 'NeedsHelm'],
    ['chart/templates/a.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: "{{ .Values.name }}"}', 'NeedsHelm'],
    ['chart/templates/a.yaml', 'a: {{ include "a" . }}', 'NeedsHelm'],
    ['chart/templates/a.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}', 'Objects'],
    ['package.json', '{"name": "a"}', 'NotAManifest'],
    ['tsconfig.json', '{\n  // comment\n  "a": 1\n}', 'NotAManifest'],
    ['a.json', '{"apiVersion": "v1", }', 'Unreadable'],
  ])('%s', (path, text, reason) => {
    expect(describeOnly(text, path)).toBe(reason);
  });

  test('braces do not excuse a document which is broken for another reason', () => {
    expect(describeOnly('a: "{{ $labels.x }}"\nb: [\n')).toBe('Unreadable');
  });
});

describe('what cannot be an object though somebody meant one', () => {
  test.each([
    [
      'apiVersion: v1\nkind: Secret\n  stringData\nmetadata: {name: a}\n',
      'kind holds white space: is the line below it indented rightly?',
      2,
    ],
    [
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n    hunter2\n',
      'metadata.name holds white space: is the line below it indented rightly?',
      4,
    ],
    [
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: 123\n',
      'metadata.name is a number, but Kubernetes wants a string: put it in quotes',
      4,
    ],
    [
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: yes\n',
      'metadata.name is a boolean, but Kubernetes wants a string: put it in quotes',
      4,
    ],
    [
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: [b]\n',
      'metadata.namespace is a list, but Kubernetes wants a string',
      5,
    ],
    [
      'apiVersion: 1\nkind: Secret\nmetadata: {name: a}\n',
      'apiVersion is a number, but Kubernetes wants a string: put it in quotes',
      1,
    ],
    ['apiVersion: v1\nkind: {}\nmetadata: {name: a}\n', 'kind is a mapping, but Kubernetes wants a string', 2],
    ['apiVersion: v1\nkind: Secret\nmetadata: a\n', 'metadata is a string, but Kubernetes wants a mapping', 3],
    ['kind: Secret\nmetadata: {name: a}\n', 'apiVersion is missing: Kubernetes cannot tell what this is', 1],
  ])('%j', (text, message, line) => {
    const file = read(text);
    expect(file.documents[0]?.content).toMatchObject({ type: 'Other', reason: 'NoIdentity' });
    expect(file.diagnostics).toEqual([{ type: 'InvalidObject', message, line }]);
  });
});

describe('what cannot be read', () => {
  test('the message says why and where, and quotes nothing', () => {
    const file = read('a: 1\n---\nb:\n  c: hunter2: x\n');
    const message = "a ':' cannot stand here (line 4, column 13)";
    expect(file.documents[1]?.content).toEqual({ type: 'Unreadable', message, line: 4 });
    expect(file.diagnostics).toEqual([{ type: 'UnreadableYaml', message, line: 4 }]);
  });

  test.each([
    ['NUL bytes', [97, 0, 98], 'the file has NUL bytes: it is binary or encrypted'],
    [
      'git-crypt',
      [...new TextEncoder().encode('\0GITCRYPT\0x')],
      'the file is encrypted by git-crypt: its content cannot be compared',
    ],
    [
      'a Git LFS pointer',
      [
        ...new TextEncoder().encode(
          `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 9\n`,
        ),
      ],
      'the file is kept in Git LFS: git has a pointer instead of its content, which cannot be compared',
    ],
    ['UTF-16', [0xff, 0xfe, 97, 0], 'the file is written in UTF-16, which kubectl does not read: save it as UTF-8'],
  ])('%s', (_, bytes, detail) => {
    expect(readManifest('a.yaml', Uint8Array.from(bytes)).documents).toEqual([
      { path: 'a.yaml', index: 0, line: 1, text: '', content: { type: 'Other', reason: 'BinaryOrEncrypted', detail } },
    ]);
  });

  test('a file which is nearly UTF-8 is unreadable, at the line of the first wrong byte', () => {
    const file = readManifest('a.yaml', Uint8Array.from([97, 10, 98, 0xe9, 10]));
    expect(file.diagnostics).toEqual([{ type: 'UnreadableFile', message: 'the file is not UTF-8 (line 2)', line: 2 }]);
  });

  test('a file of more than 50 MiB is not looked at', () => {
    const file = readManifest('a.yaml', new Uint8Array(50 * 1024 * 1024 + 1));
    expect(file.documents[0]?.content).toMatchObject({ type: 'Other', reason: 'TooLarge' });
    expect(file.diagnostics).toMatchObject([{ type: 'LimitExceeded' }]);
  });

  test('a limit is told of as such', () => {
    expect(read('['.repeat(1000)).diagnostics).toMatchObject([{ type: 'LimitExceeded', line: 1 }]);
  });

  test('of very many documents the first 200,000 are read', () => {
    const file = read('---\n'.repeat(500_000));
    expect(file.documents).toHaveLength(200_001);
    expect(file.diagnostics).toMatchObject([{ type: 'LimitExceeded', line: 400_001 }]);
  });

  test('documents which repeat a lot by aliases are read up to a limit of the whole file', () => {
    const alias = Array.from({ length: 90 }, () => '*a').join(',');
    const document = `a: &a [${Array.from({ length: 2000 }, () => 'x').join(',')}]\nb: [${alias}]\n`;
    const file = read(Array.from({ length: 30 }, () => document).join('---\n'));
    expect(file.documents.length).toBeLessThan(25);
    expect(file.documents.at(-1)?.content.type).toBe('Unreadable');
    expect(file.diagnostics).toMatchObject([{ type: 'LimitExceeded' }]);
  });
});

describe('remarks', () => {
  test('equal keys are told of by line, but not what a merge key is overridden by', () => {
    const file = read('x: &x\n  a: 1\ny:\n  <<: *x\n  a: 2\n  b: 1\n  b: 2\n');
    expect(file.diagnostics.map(({ type, line }) => [type, line])).toEqual([['DuplicateKey', 7]]);
  });

  test('text which kubectl loses is told of', () => {
    const file = read('a: 1\n...\nb: 2\n');
    expect(file.diagnostics.map(({ type, line }) => [type, line])).toEqual([['IgnoredText', 3]]);
  });

  test('a file has at most a hundred remarks and one which says how many more', () => {
    const file = read('a: 1\n'.repeat(202));
    expect(file.diagnostics).toHaveLength(101);
    expect(file.diagnostics.at(-1)).toMatchObject({
      message: '101 further remarks on this file are left out',
      line: 102,
    });
  });
});

test.each([
  ['a missing selector', '{template: {metadata: {labels: {a: b}}, spec: {containers: [{name: x, image: y}]}}}'],
  ['a missing image', '{selector: {}, template: {spec: {containers: [{name: x}]}}}'],
])('a whole workload with %s is an object, so that the API server’s refusal can be told', (_, spec) => {
  const { documents } = readManifest('web.yaml', new TextEncoder().encode(workload(spec)));
  expect(documents.map(({ content }) => content.type)).toEqual(['Objects']);
});
