import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { array, assert, constant, constantFrom, option, property, record, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openManifest } from '../../src/manifest/open-manifest.ts';
import { type RenderedOrigin, takeOrigin } from '../../src/manifest/rendered-origin.ts';
import { type CauseQuestion, causeFinder, type RootSource } from '../../src/plan/causes/rendered-causes.ts';
import { openRenderer } from '../../src/render/open-renderer.ts';
import type { JsonValue } from '../../src/schema/json.ts';
import type { SourceLocation } from '../../src/schema/source-location.ts';

type Tree = Readonly<Record<string, string>>;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: registry.example.com:5000/web:1.0
        args: [--quiet]
        env:
        - name: MODE
          value: fast
        envFrom:
        - configMapRef: {name: settings}
        resources:
          limits:
            memory: 1Gi
      - name: log
        image: log:1
`;

const service = `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;

const overlayText = `namePrefix: prod-
namespace: prod
resources:
- ../base
- list.json
images:
- name: registry.example.com:5000/web
  newTag: "1.1"
replicas:
- name: web
  count: 3
labels:
- pairs:
    env: prod
commonAnnotations:
  owner: shop
configMapGenerator:
- name: settings
  behavior: merge
  literals:
  - LEVEL=info
secretGenerator:
- name: login
  literals:
  - PASSWORD=first
  options:
    labels: {kept: "yes"}
patches:
- path: limits.yaml
- path: operations.yaml
  target: {kind: Deployment, name: w.*}
- target: {kind: Deployment, name: web}
  patch: |-
    - op: replace
      path: /spec/template/spec/containers/1/imagePullPolicy
      value: Always
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      minReadySeconds: 5
`;

const shop: Tree = {
  'base/kustomization.yaml': `resources:
- web.yaml
configMapGenerator:
- name: settings
  envs: [app.env]
  files:
  - app.properties
  - motd=files/motd.txt
  literals: [COLOUR=red]
`,
  'base/web.yaml': deployment + service,
  'base/app.env': '# of all\nFIRST=1\nSECOND=2\n',
  'base/app.properties': 'x=1\ny=2\n',
  'base/files/motd.txt': 'hello\nworld\n',
  'overlay/kustomization.yaml': overlayText,
  'overlay/list.json': `{"apiVersion": "v1", "kind": "List", "items": [
  {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "plain"},
   "data": {
     "key": "one"}}]}
`,
  'overlay/limits.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
      - name: web
        resources:
          limits:
            memory: 2Gi
      - name: proxy
        image: proxy:1
`,
  'overlay/operations.yaml': `- op: add
  path: /spec/revisionHistoryLimit
  value: 3
- op: add
  path: /spec/template/spec/nodeSelector
  value:
    disk: fast
- op: add
  path: /spec/template/metadata/annotations
  value: {"example.com~1role": web}
`,
};

const overlay = 'overlay/kustomization.yaml';
const base = 'base/kustomization.yaml';

/** What kustomize says that objects of the overlay went through. */
const steps = [
  'PatchTransformer',
  'PatchTransformer',
  'PatchTransformer',
  'PatchTransformer',
  'NamespaceTransformer',
  'PrefixTransformer',
  'LabelTransformer',
  'LabelTransformer',
  'AnnotationsTransformer',
  'ReplicaCountTransformer',
  'ImageTagTransformer',
].map((kind) => ({ configuredIn: overlay, kind }));

const resource = (path: string): RenderedOrigin => ({ path, configuredIn: undefined, transformations: steps });
const generated = (path: string): RenderedOrigin => ({ path: undefined, configuredIn: path, transformations: steps });

const rendered = {
  Deployment: { apiVersion: 'apps/v1', name: 'prod-web', origin: resource('base/web.yaml') },
  Service: { apiVersion: 'v1', name: 'prod-web', origin: resource('base/web.yaml') },
  ConfigMap: { apiVersion: 'v1', name: 'prod-settings-99d9mk25kg', origin: generated(base) },
  Secret: { apiVersion: 'v1', name: 'prod-login-4h7k9bmt2c', origin: generated(overlay) },
};

interface Asked {
  readonly kind?: keyof typeof rendered;
  readonly name?: string;
  readonly namespace?: string | undefined;
  readonly origin?: RenderedOrigin | undefined;
  readonly field?: string | undefined;
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
}

/** About a Deployment, or what `kind` says. */
function question(asked: Asked): CauseQuestion {
  const kind = asked.kind ?? 'Deployment';
  const { apiVersion, name, origin } = rendered[kind];
  return {
    object: { apiVersion, kind, name: asked.name ?? name, namespace: 'namespace' in asked ? asked.namespace : 'prod' },
    origin: 'origin' in asked ? asked.origin : origin,
    field: asked.field,
    before: asked.before,
    after: asked.after,
  };
}

/** Replaces a text in files of a tree; each has to be there. */
function edited(tree: Tree, ...edits: readonly (readonly [path: string, from: string, to: string])[]): Tree {
  const result = new Map(Object.entries(tree));
  for (const [path, from, to] of edits) {
    const text = result.get(path) ?? '';
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    result.set(path, text.replace(from, to));
  }
  return Object.fromEntries(result);
}

function without(tree: Tree, ...paths: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !paths.includes(path)));
}

function sourcesOf(before: Tree, after: Tree): readonly RootSource[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].map((path) => ({ path, base: before[path], head: after[path] }));
}

/** The line which is named, as it is written: `path: text`, of one which is not in head with the revision. */
function cause(sources: readonly RootSource[], asked: Asked): string | undefined {
  const place = causeFinder(sources)(question(asked));
  return place && `${place.path}${place.revision === 'base' ? ' in base' : ''}: ${lineAt(sources, place)?.trim()}`;
}

function lineAt(sources: readonly RootSource[], { path, line, revision }: SourceLocation): string | undefined {
  return sources.find((source) => source.path === path)?.[revision]?.split('\n')[line - 1];
}

type Edit = readonly [path: string, from: string, to: string];
type Case = readonly [title: string, edits: readonly Edit[], asked: Asked, expected: string | undefined];

function testCases(cases: readonly Case[]): void {
  test.each(cases)('%s', (_, edits, asked, expected) => {
    expect(cause(sourcesOf(shop, edited(shop, ...edits)), asked)).toBe(expected);
  });
}

const image = 'spec.template.spec.containers[name=web].image';
const imageOf = (tag: string) => `registry.example.com:5000/web:${tag}`;

function through(...kustomizations: readonly string[]): RenderedOrigin {
  const transformations = kustomizations.map((configuredIn) => ({ configuredIn, kind: 'ImageTagTransformer' }));
  return { ...resource('a/web.yaml'), transformations };
}

describe('an image is caused by', () => {
  const isNew = { field: image, before: imageOf('1.1'), after: imageOf('1.2') };
  const entry = '- name: registry.example.com:5000/web\n  newTag: "1.1"\n';
  testCases([
    ['the new tag', [[overlay, '"1.1"', '"1.2"']], isNew, `${overlay}: newTag: "1.2"`],
    [
      'the digest which takes the place of a tag',
      [[overlay, 'newTag: "1.1"', 'digest: sha256:aa']],
      { field: image, before: imageOf('1.1'), after: 'registry.example.com:5000/web@sha256:aa' },
      `${overlay}: digest: sha256:aa`,
    ],
    [
      'the new name',
      [[overlay, 'newTag: "1.1"', 'newName: mirror/web\n  newTag: "1.1"']],
      { field: image, before: imageOf('1.1'), after: 'mirror/web:1.1' },
      `${overlay}: newName: mirror/web`,
    ],
    [
      'an entry which came',
      [[overlay, 'images:\n', 'images:\n- newTag: "2"\n  name: log\n']],
      { field: 'spec.template.spec.containers[name=log].image', before: 'log:1', after: 'log:2' },
      `${overlay}: - newTag: "2"`,
    ],
    [
      'an entry which is gone',
      [[overlay, `images:\n${entry}`, '']],
      { field: image, before: imageOf('1.1'), after: imageOf('1.0') },
      `${overlay} in base: - name: registry.example.com:5000/web`,
    ],
    [
      'a key which is gone',
      [[overlay, '  newTag: "1.1"\n', '  newName: registry.example.com:5000/web\n']],
      { field: image, before: imageOf('1.1'), after: imageOf('1.0') },
      `${overlay} in base: newTag: "1.1"`,
    ],
    [
      'its entry also where another one changes its place',
      [[overlay, entry, `- name: other\n  newTag: "1.2"\n${entry.replace('1.1', '1.2')}`]],
      isNew,
      `${overlay}: newTag: "1.2"`,
    ],
    [
      'the resource, where the entry which changed gives another tag',
      [
        [overlay, '"1.1"', '"7"'],
        ['base/web.yaml', 'log:1', 'log:2'],
      ],
      { field: 'spec.template.spec.containers[name=log].image', before: 'log:1', after: 'log:2' },
      'base/web.yaml: image: log:2',
    ],
    [
      'the field in the resource, of which a transformer changed the name',
      [['base/web.yaml', 'web:1.0', 'web:1.5']],
      { field: image, before: 'mirror/web:1.0', after: 'mirror/web:1.5' },
      'base/web.yaml: image: registry.example.com:5000/web:1.5',
    ],
  ]);

  test('the last of two kustomizations which say the same', () => {
    const before = {
      'a/kustomization.yaml': 'images: [{name: x, newTag: "1"}]\n',
      [overlay]: '{images: [{name: x, newTag: "1"}]}\n',
    };
    const after = {
      'a/kustomization.yaml': 'images: [{name: x, newTag: "2"}]\n',
      [overlay]: '{images: [{name: x, newTag: "2"}]}\n',
    };
    const asked = { field: image, before: 'x:1', after: 'x:2' };
    const sources = sourcesOf(before, after);
    expect(cause(sources, { ...asked, origin: through('a/kustomization.yaml', overlay) })).toMatch(/^overlay/);
    expect(cause(sources, { ...asked, origin: through(overlay, 'a/kustomization.yaml') })).toMatch(/^a\//);
    expect(cause(sources, { ...asked, origin: through('a/kustomization.yaml') })).toMatch(/^a\//);
    expect(cause(sources, { ...asked, origin: through() }), 'it went through neither').toBeUndefined();
    expect(cause(sources, { ...asked, origin: undefined }), 'either of them').toBeUndefined();
  });
});

describe('a number of replicas is caused by', () => {
  const isNew = { field: 'spec.replicas', before: 3, after: 4 };
  testCases([
    ['the count', [[overlay, 'count: 3', 'count: 4']], isNew, `${overlay}: count: 4`],
    [
      'the entry of the rendered name',
      [[overlay, '- name: web\n  count: 3', '- name: prod-web\n  count: 4']],
      isNew,
      `${overlay}: - name: prod-web`,
    ],
    [
      'the entry which is gone',
      [[overlay, '- name: web\n  count: 3', '- name: other\n  count: 3']],
      { field: 'spec.replicas', before: 3, after: 2 },
      `${overlay} in base: - name: web`,
    ],
    [
      'the resource and not an entry of another name',
      [
        [overlay, '- name: web\n  count: 3', '- name: web-api\n  count: 4'],
        ['base/web.yaml', 'replicas: 2', 'replicas: 4'],
      ],
      { field: 'spec.replicas', before: 2, after: 4 },
      'base/web.yaml: replicas: 4',
    ],
    [
      'no line, where none has this value',
      [
        [overlay, 'count: 3', 'count: 9'],
        ['base/web.yaml', 'replicas: 2', 'replicas: 8'],
      ],
      isNew,
      undefined,
    ],
  ]);
});

describe('what a generator makes is caused by', () => {
  const configMap = { kind: 'ConfigMap' } as const;
  const otherHash = {
    field: 'spec.template.spec.containers[name=web].envFrom[0].configMapRef.name',
    before: 'prod-settings-99d9mk25kg',
    after: 'prod-settings-4h7k9bmt2c',
  };
  testCases([
    [
      'its literal',
      [[base, 'COLOUR=red', 'COLOUR=blue']],
      { ...configMap, field: 'data.COLOUR', before: 'red', after: 'blue' },
      `${base}: literals: [COLOUR=blue]`,
    ],
    [
      'the literal of the overlay which adds to it',
      [[overlay, 'LEVEL=info', 'LEVEL=debug']],
      { ...configMap, field: 'data.LEVEL', before: 'info', after: 'debug' },
      `${overlay}: - LEVEL=debug`,
    ],
    [
      'the literal which is gone',
      [[overlay, '  - LEVEL=info\n', '  - OTHER=x\n']],
      { ...configMap, field: 'data.LEVEL', before: 'info' },
      `${overlay} in base: - LEVEL=info`,
    ],
    [
      'the file which takes the place of another one',
      [[base, 'motd=files/motd.txt', 'motd=app.env']],
      { ...configMap, field: 'data.motd', before: 'a', after: 'b' },
      `${base}: - motd=app.env`,
    ],
    [
      'the literal, where its hash changes in a pod template',
      [[overlay, 'LEVEL=info', 'LEVEL=debug']],
      otherHash,
      `${overlay}: - LEVEL=debug`,
    ],
    [
      'what makes the object before what adds to it, where both changed its hash',
      [
        [overlay, 'LEVEL=info', 'LEVEL=debug'],
        [base, 'COLOUR=red', 'COLOUR=blue'],
      ],
      otherHash,
      `${base}: literals: [COLOUR=blue]`,
    ],
    [
      'the literal, where the object gets another name',
      [[overlay, 'LEVEL=info', 'LEVEL=debug']],
      { ...configMap },
      `${overlay}: - LEVEL=debug`,
    ],
    [
      'the line of the env file',
      [['base/app.env', 'SECOND=2', 'SECOND=3']],
      { ...configMap, field: 'data.SECOND', before: '2', after: '3' },
      'base/app.env: SECOND=3',
    ],
    [
      'the line which the env file no longer has',
      [['base/app.env', 'FIRST=1\n', '']],
      { ...configMap, field: 'data.FIRST', before: '1' },
      'base/app.env in base: FIRST=1',
    ],
    [
      'the first line in which a file differs',
      [['base/app.properties', 'y=2', 'y=3\nz=1']],
      { ...configMap, field: 'data[app.properties]', before: 'x=1\ny=2\n', after: 'x=1\ny=3\nz=1\n' },
      'base/app.properties: y=3',
    ],
    [
      'the file under its own key',
      [
        ['base/app.properties', 'x=1', 'x=2'],
        ['base/files/motd.txt', 'hello\nworld\n', 'hello\n'],
      ],
      { ...configMap, field: 'data.motd', before: 'hello\nworld\n', after: 'hello\n' },
      'base/files/motd.txt in base: world',
    ],
    [
      'the file, where its hash changes in a pod template',
      [['base/files/motd.txt', 'world', 'all']],
      otherHash,
      'base/files/motd.txt: all',
    ],
    [
      'the env file, where the object gets another name',
      [['base/app.env', 'SECOND=2', 'SECOND=3']],
      { ...configMap },
      'base/app.env: SECOND=3',
    ],
    [
      'the entry which came',
      [[overlay, 'secretGenerator:\n', 'secretGenerator:\n- name: added\n  literals: [A=1]\n']],
      { kind: 'Secret', name: 'prod-added-4h7k9bmt2c' },
      `${overlay}: - name: added`,
    ],
    [
      'the entry which is gone',
      [[overlay, '- name: login', '- name: other']],
      { kind: 'Secret' },
      `${overlay} in base: - name: login`,
    ],
    [
      'the literal of a Secret, whose values nobody tells',
      [[overlay, 'PASSWORD=first', 'PASSWORD=second']],
      { kind: 'Secret', field: 'data.PASSWORD' },
      `${overlay}: - PASSWORD=second`,
    ],
    [
      'its option',
      [[overlay, 'kept: "yes"', 'kept: "no"']],
      { kind: 'Secret', field: 'metadata.labels.kept', before: 'yes', after: 'no' },
      `${overlay}: labels: {kept: "no"}`,
    ],
    [
      'the options of all generators',
      [[overlay, 'secretGenerator:', 'generatorOptions:\n  immutable: true\nsecretGenerator:']],
      { kind: 'Secret', field: 'immutable', after: true },
      `${overlay}: immutable: true`,
    ],
    [
      'the option which takes its hash away',
      [[overlay, '    labels: {kept: "yes"}', '    disableNameSuffixHash: true']],
      {
        field: 'spec.template.spec.volumes[name=a].secret.secretName',
        before: 'prod-login-4h7k9bmt2c',
        after: 'prod-login',
      },
      `${overlay}: disableNameSuffixHash: true`,
    ],
  ]);

  test('the generator of the variant to which the object belongs', () => {
    const generator = 'configMapGenerator:\n- name: x\n  literals:\n  - K=1\n';
    const before = {
      'a/kustomization.yaml': `namePrefix: a-\n${generator}`,
      'b/kustomization.yaml': `namePrefix: b-\n${generator}`,
    };
    const head = edited(before, ['a/kustomization.yaml', 'K=1', 'K=2'], ['b/kustomization.yaml', 'K=1', 'K=3']);
    const transformations = [{ configuredIn: 'b/kustomization.yaml', kind: 'PrefixTransformer' }];
    const asked = { field: 'a.configMap.name', before: 'b-x-99d9mk25kg', after: 'b-x-4h7k9bmt2c', name: 'b-web' };
    const origin = { ...resource('base/web.yaml'), transformations };
    expect(cause(sourcesOf(before, head), { ...asked, origin })).toBe('b/kustomization.yaml: - K=3');
    expect(cause(sourcesOf(before, head), { ...asked, origin: undefined }), 'either of them').toBeUndefined();
  });

  test('no line of a generator with a similar name', () => {
    const tree = {
      [overlay]: 'configMapGenerator:\n- name: a\n  literals: [K=1]\n- name: b-a\n  literals: [K=1]\n',
      other: '',
    };
    const sources = sourcesOf(
      tree,
      edited({ ...tree, other: 'x' }, [overlay, 'K=1]\n- name: b-a', 'K=2]\n- name: b-a']),
    );
    const asked = { kind: 'ConfigMap', origin: generated(overlay), field: 'data.K', before: '1', after: '2' } as const;
    expect(cause(sources, { ...asked, name: 'a-99d9mk25kg' })).toBe(`${overlay}: literals: [K=2]`);
    expect(cause(sources, { ...asked, name: 'b-a-99d9mk25kg' })).toBeUndefined();
  });
});

describe('what a kustomization puts on all objects is caused by', () => {
  const label = { field: 'metadata.labels.env', before: 'prod', after: 'live' };
  testCases([
    ['the pair of a label', [[overlay, 'env: prod', 'env: live']], label, `${overlay}: env: live`],
    [
      'the label of all objects and selectors',
      [[overlay, 'labels:\n- pairs:\n    env: prod', 'commonLabels:\n  env: prod']],
      { field: 'spec.selector.matchLabels.env', after: 'prod' },
      `${overlay}: env: prod`,
    ],
    [
      'the words which put a label on selectors',
      [[overlay, '    env: prod\n', '    env: prod\n  includeSelectors: true\n']],
      { kind: 'Service', field: 'spec.selector.env', after: 'prod' },
      `${overlay}: includeSelectors: true`,
    ],
    [
      'the label which is gone',
      [[overlay, 'env: prod', 'other: prod']],
      { field: 'metadata.labels.env', before: 'prod' },
      `${overlay} in base: env: prod`,
    ],
    [
      'the annotation',
      [[overlay, 'owner: shop', 'owner: store']],
      { field: 'spec.template.metadata.annotations.owner', before: 'shop', after: 'store' },
      `${overlay}: owner: store`,
    ],
    [
      'the namespace of a field',
      [[overlay, 'namespace: prod', 'namespace: live']],
      { field: 'metadata.namespace', before: 'prod', after: 'live', namespace: 'live' },
      `${overlay}: namespace: live`,
    ],
    [
      'the namespace of an object which leaves the other one',
      [[overlay, 'namespace: prod', 'namespace: live']],
      { kind: 'Service' },
      `${overlay}: namespace: live`,
    ],
    [
      'the prefix of a field',
      [[overlay, 'namePrefix: prod-', 'namePrefix: live-']],
      { field: 'metadata.name', before: 'prod-web', after: 'live-web', name: 'live-web' },
      `${overlay}: namePrefix: live-`,
    ],
    [
      'the prefix of what a field refers to',
      [[overlay, 'namePrefix: prod-', 'namePrefix: live-']],
      { field: 'spec.scaleTargetRef.name', before: 'prod-web', after: 'live-web' },
      `${overlay}: namePrefix: live-`,
    ],
    [
      'the prefix of what a field refers to, where its hash changes too',
      [
        [overlay, 'namePrefix: prod-', 'namePrefix: live-'],
        ['base/app.env', 'SECOND=2', 'SECOND=3'],
      ],
      { field: 'a.configMap.name', before: 'prod-settings-99d9mk25kg', after: 'live-settings-4h7k9bmt2c' },
      `${overlay}: namePrefix: live-`,
    ],
    [
      'the prefix of an object which comes under another name',
      [[overlay, 'namePrefix: prod-', 'namePrefix: live-']],
      { kind: 'ConfigMap', name: 'live-settings-99d9mk25kg' },
      `${overlay}: namePrefix: live-`,
    ],
    [
      'the prefix which is gone',
      [[overlay, 'namePrefix: prod-\n', '']],
      {
        name: 'web',
        origin: {
          ...resource('base/web.yaml'),
          transformations: steps.filter(({ kind }) => !kind.startsWith('Prefix')),
        },
      },
      `${overlay} in base: namePrefix: prod-`,
    ],
    [
      'the suffix which came',
      [[overlay, 'namePrefix: prod-', 'namePrefix: prod-\nnameSuffix: -2']],
      { field: 'metadata.name', before: 'prod-web', after: 'prod-web-2', origin: undefined },
      `${overlay}: nameSuffix: -2`,
    ],
  ]);
});

describe('a created or deleted object is caused by', () => {
  testCases([
    [
      'the entry of its file',
      [[overlay, '- list.json', '- list.json\n- more/extra.yaml']],
      { kind: 'Service', name: 'prod-extra', origin: resource('overlay/more/extra.yaml') },
      `${overlay}: - more/extra.yaml`,
    ],
    [
      'the entry which is gone',
      [[overlay, '- list.json\n', '']],
      { kind: 'ConfigMap', name: 'prod-plain', origin: resource('overlay/list.json') },
      `${overlay} in base: - list.json`,
    ],
    [
      'no entry which leads out of the repository',
      [
        [overlay, '- ../base', '- ../base\n- ../../more'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      { kind: 'Service', origin: resource('more/x.yaml') },
      undefined,
    ],
    [
      'the document, where it came or went in its file',
      [['base/web.yaml', service, '---\nkind: nothing\n']],
      { kind: 'Service' },
      'base/web.yaml in base: apiVersion: v1',
    ],
    [
      'its file, also if that did not change',
      [
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
        [overlay, 'LEVEL=info', 'LEVEL=debug'],
      ],
      { kind: 'Service' },
      'base/web.yaml: apiVersion: v1',
    ],
  ]);

  const variants: Tree = {
    'all/kustomization.yaml': 'resources:\n- group\n- b\n',
    'all/group/kustomization.yaml': 'resources:\n- ../a\n',
    'all/a/kustomization.yaml': 'namePrefix: a-\nresources:\n- ../../m\n',
    'all/b/kustomization.yaml': 'namePrefix: b-\nresources:\n- ../../m\n',
    'm/kustomization.yaml': 'resources:\n- web.yaml\n',
    'm/web.yaml': deployment,
  };
  const variant = (name: string): Asked => ({
    name: `${name}-web`,
    origin: {
      ...resource('m/web.yaml'),
      transformations: [{ configuredIn: `all/${name}/kustomization.yaml`, kind: 'PrefixTransformer' }],
    },
  });

  test.each([
    [
      'of two variants of one file its own',
      ['all/kustomization.yaml', '- b\n', ''],
      'b',
      'all/kustomization.yaml in base: - b',
    ],
    [
      'through kustomizations which change nothing',
      ['all/kustomization.yaml', '- group\n', ''],
      'a',
      'all/kustomization.yaml in base: - group',
    ],
    [
      'and not by that of another variant',
      ['all/kustomization.yaml', '- b\n', ''],
      'a',
      'm/web.yaml: apiVersion: apps/v1',
    ],
  ] as const)('the entry, %s', (_, edit, name, expected) => {
    expect(cause(sourcesOf(variants, edited(variants, edit)), variant(name))).toBe(expected);
  });

  test('its own text, where that is new, and the outermost entry where the directory was there before', () => {
    const more = { 'more/kustomization.yaml': 'resources:\n- a.yaml\n', 'more/a.yaml': deployment };
    const head = { ...edited(shop, [overlay, '- ../base', '- ../base\n- ../more']), ...more };
    const asked = { origin: resource('more/a.yaml') };
    expect(cause(sourcesOf(shop, head), asked)).toBe('more/a.yaml: apiVersion: apps/v1');
    expect(cause(sourcesOf({ ...shop, ...more }, head), asked)).toBe(`${overlay}: - ../more`);
  });

  test('the patch which deletes it', () => {
    const head = {
      ...edited(shop, [overlay, 'patches:', 'patches:\n- path: delete.yaml']),
      'overlay/delete.yaml': '$patch: delete\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
    };
    expect(cause(sourcesOf(shop, head), { kind: 'Service' })).toBe('overlay/delete.yaml: $patch: delete');
    expect(cause(sourcesOf(head, shop), { kind: 'Service' })).toBe('overlay/delete.yaml in base: $patch: delete');
  });
});

describe('a field which a patch sets is caused by', () => {
  const memory = 'spec.template.spec.containers[name=web].resources.limits.memory';
  const own = '- patch: |\n    apiVersion: apps/v1\n';
  testCases([
    [
      'the key which holds the patch',
      [[overlay, 'minReadySeconds: 5', 'minReadySeconds: 6']],
      { field: 'spec.minReadySeconds', before: 5, after: 6 },
      `${overlay}: - patch: |`,
    ],
    [
      'the key which holds the JSON patch, though fields name what it counts',
      [[overlay, 'value: Always', 'value: Never']],
      { field: 'spec.template.spec.containers[name=log].imagePullPolicy', before: 'Always', after: 'Never' },
      `${overlay}: patch: |-`,
    ],
    [
      'the JSON patch also where another patch has put an item in front of the others',
      [
        [overlay, 'value: Always', 'value: Never'],
        ['base/web.yaml', 'log:1', 'log:2'],
      ],
      { field: 'spec.template.spec.containers[name=proxy].imagePullPolicy', before: 'Always', after: 'Never' },
      `${overlay}: patch: |-`,
    ],
    [
      'no operation on another item of the list, where the resource explains it',
      [
        [overlay, 'value: Always', 'value: Never'],
        ['base/web.yaml', '        args: [--quiet]\n', '        args: [--quiet]\n        imagePullPolicy: Never\n'],
      ],
      { field: 'spec.template.spec.containers[name=web].imagePullPolicy', after: 'Never' },
      'base/web.yaml: imagePullPolicy: Never',
    ],
    [
      'no operation on another item of the list which gives another value',
      [
        [overlay, 'value: Always', 'value: Never'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      { field: 'spec.template.spec.containers[name=web].imagePullPolicy', after: 'IfNotPresent' },
      undefined,
    ],
    [
      'the target which means another object now',
      [[overlay, '{kind: Deployment, name: web}', '{kind: Deployment, name: api}']],
      { field: 'spec.template.spec.containers[name=log].imagePullPolicy', before: 'Always' },
      `${overlay}: - target: {kind: Deployment, name: api}`,
    ],
    [
      'the patch which is gone',
      [[overlay, own, own.replace('apps/v1', 'apps/v2').replace('apps', 'other')]],
      { field: 'spec.minReadySeconds', before: 5 },
      `${overlay} in base: - patch: |`,
    ],
    [
      'the file which is no longer used',
      [[overlay, '- path: limits.yaml\n', '']],
      { field: memory, before: '2Gi', after: '1Gi' },
      `${overlay} in base: - path: limits.yaml`,
    ],
    [
      'the field in its file',
      [['overlay/limits.yaml', '2Gi', '3Gi']],
      { field: memory, before: '2Gi', after: '3Gi' },
      'overlay/limits.yaml: memory: 3Gi',
    ],
    [
      'the whole item in its file',
      [['overlay/limits.yaml', 'name: proxy\n        image: proxy:1', 'name: guard\n        image: proxy:1']],
      { field: 'spec.template.spec.containers[name=guard]', after: { name: 'guard', image: 'proxy:1' } },
      'overlay/limits.yaml: - name: guard',
    ],
    [
      'the item which its file no longer has',
      [['overlay/limits.yaml', '      - name: proxy\n        image: proxy:1\n', '']],
      { field: 'spec.template.spec.containers[name=proxy]', before: { name: 'proxy', image: 'proxy:1' } },
      'overlay/limits.yaml in base: - name: proxy',
    ],
    [
      'the item which its file removes',
      [
        [
          'overlay/limits.yaml',
          '      - name: proxy\n        image: proxy:1\n',
          '      - name: log\n        $patch: delete\n',
        ],
      ],
      { field: 'spec.template.spec.containers[name=log]', before: { name: 'log', image: 'log:1' } },
      'overlay/limits.yaml: $patch: delete',
    ],
    [
      'the null which removes what is around it',
      [['overlay/limits.yaml', 'spec:\n  template:\n    spec:\n', 'spec:\n  strategy: null\n  template:\n    spec:\n']],
      { field: 'spec.strategy.type', before: 'Recreate' },
      'overlay/limits.yaml: strategy: null',
    ],
    [
      'the value of an operation in a file',
      [['overlay/operations.yaml', 'value: 3', 'value: 4']],
      { field: 'spec.revisionHistoryLimit', before: 3, after: 4 },
      'overlay/operations.yaml: value: 4',
    ],
    [
      'the field within the value of an operation',
      [['overlay/operations.yaml', 'disk: fast', 'disk: slow']],
      { field: 'spec.template.spec.nodeSelector.disk', before: 'fast', after: 'slow' },
      'overlay/operations.yaml: disk: slow',
    ],
    [
      'the operation which is gone',
      [['overlay/operations.yaml', '- op: add\n  path: /spec/revisionHistoryLimit\n  value: 3\n', '']],
      { field: 'spec.revisionHistoryLimit', before: 3 },
      'overlay/operations.yaml in base: - op: add',
    ],
    [
      'no patch which gives it another value',
      [
        ['overlay/limits.yaml', '2Gi', '3Gi'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      { field: memory, before: '8Gi', after: '9Gi' },
      undefined,
    ],
    [
      'a patch also where the value is masked',
      [['overlay/limits.yaml', '2Gi', '3Gi']],
      { field: memory },
      'overlay/limits.yaml: memory: 3Gi',
    ],
    [
      'no patch of an object of another name',
      [
        ['overlay/limits.yaml', 'name: web\nspec', 'name: api\nspec'],
        ['overlay/limits.yaml', '2Gi', '3Gi'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      { field: memory, before: '1Gi', after: '3Gi' },
      undefined,
    ],
  ]);

  test.each([
    [
      'an inline one',
      '- |-\n  {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {paused: true}}\n',
      `${overlay}: - |-`,
    ],
    ['a file', '- limits.yaml\n', 'overlay/limits.yaml: paused: true'],
  ])('the older lists of patches: %s', (_, entry, expected) => {
    const start = 'resources: [../base]\npatchesStrategicMerge:\n';
    const patch = deployment.replace('spec:\n', 'spec:\n  paused: true\n');
    const before = { [overlay]: `${start}- none.yaml\n`, 'base/web.yaml': deployment };
    const after = {
      ...before,
      [overlay]: `${start}${entry}`,
      ...(entry.includes('limits') && { 'overlay/limits.yaml': patch }),
    };
    const transformations = [{ configuredIn: overlay, kind: 'PatchStrategicMergeTransformer' }];
    const asked = {
      field: 'spec.paused',
      after: true,
      origin: { ...resource('base/web.yaml'), transformations },
      name: 'web',
    };
    expect(cause(sourcesOf(before, after), asked)).toBe(expected);
  });

  test('a file whose kustomization is not at hand, if the value agrees', () => {
    const head = edited(
      shop,
      ['overlay/operations.yaml', 'value: 3', 'value: 4'],
      ['overlay/limits.yaml', '2Gi', '3Gi'],
    );
    const sources = sourcesOf(without(shop, overlay), without(head, overlay));
    const asked = { field: 'spec.revisionHistoryLimit', before: 3 };
    expect(cause(sources, { ...asked, after: 4 })).toBe('overlay/operations.yaml: value: 4');
    expect(cause(sources, { ...asked, after: 5 })).toBeUndefined();
    expect(cause(sources, { field: memory, before: '2Gi', after: '3Gi' })).toBe('overlay/limits.yaml: memory: 3Gi');
  });
});

describe('a field of a resource is caused by', () => {
  const value = 'spec.template.spec.containers[name=web].env[name=MODE].value';
  testCases([
    [
      'its line',
      [['base/web.yaml', 'value: fast', 'value: slow']],
      { field: value, before: 'fast', after: 'slow' },
      'base/web.yaml: value: slow',
    ],
    [
      'its line in the second document',
      [['base/web.yaml', 'port: 80', 'port: 81']],
      { kind: 'Service', field: 'spec.ports[port=81,protocol=TCP]', after: { port: 81 } },
      'base/web.yaml: - port: 81',
    ],
    [
      'its line in base, where it is gone',
      [['base/web.yaml', '        args: [--quiet]\n', '']],
      { field: 'spec.template.spec.containers[name=web].args', before: ['--quiet'] },
      'base/web.yaml in base: args: [--quiet]',
    ],
    [
      'no list whose other items changed',
      [
        ['base/web.yaml', 'log:1', 'log:2'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      { field: 'spec.template.spec.containers[name=proxy].tty', before: true, after: false },
      undefined,
    ],
    [
      'its line in a List in JSON',
      [['overlay/list.json', '"one"', '"two"']],
      {
        kind: 'ConfigMap',
        name: 'prod-plain',
        origin: resource('overlay/list.json'),
        field: 'data.key',
        before: 'one',
        after: 'two',
      },
      'overlay/list.json: "key": "two"}}]}',
    ],
  ]);

  test('its line in the file which took the place of another one', () => {
    const head = {
      ...without(edited(shop, [base, '- web.yaml', '- parts/web.yaml']), 'base/web.yaml'),
      'base/parts/web.yaml': deployment.replace('fast', 'slow'),
    };
    const asked = { field: value, before: 'fast', after: 'slow', origin: resource('base/parts/web.yaml') };
    expect(cause(sourcesOf(shop, head), asked)).toBe('base/parts/web.yaml: value: slow');
  });

  test('no line, where two objects may be meant', () => {
    const two = ['web', 'api-web'].map((name) => deployment.replace('name: web', `name: ${name}`)).join('---\n');
    const before = { ...without(shop, overlay), 'base/web.yaml': two };
    const sources = sourcesOf(before, edited(before, ['base/web.yaml', 'fast', 'slow'], ['base/app.env', '1', '2']));
    const asked = { field: value, before: 'fast', after: 'slow', name: 'prod-api-web' };
    expect(cause(sources, asked)).toBeUndefined();
    const withPrefix = [...sources, { path: overlay, base: overlayText, head: overlayText }];
    expect(cause(withPrefix, asked)).toBeUndefined();
    expect(cause(withPrefix, { ...asked, name: 'prod-web' })).toBe('base/web.yaml: value: slow');
  });
});

describe('what nothing else explains is caused by', () => {
  const copied = { field: 'metadata.annotations.copy', before: 'a', after: 'b' };
  testCases([
    [
      'the only file which changed',
      [['base/web.yaml', 'value: fast', 'value: slow']],
      copied,
      'base/web.yaml: value: slow',
    ],
    [
      'the first field which the only file no longer has',
      [['base/web.yaml', '        args: [--quiet]\n', '']],
      copied,
      'base/web.yaml in base: args: [--quiet]',
    ],
    [
      'the first line, where that is no manifest',
      [['base/app.properties', 'y=2', 'y=3']],
      copied,
      'base/app.properties: y=3',
    ],
    [
      'nothing, where only a comment changed',
      [['base/web.yaml', 'replicas: 2', 'replicas: 2 # two']],
      copied,
      undefined,
    ],
    [
      'nothing, where two files changed',
      [
        ['base/web.yaml', 'value: fast', 'value: slow'],
        ['base/app.env', 'FIRST=1', 'FIRST=2'],
      ],
      copied,
      undefined,
    ],
    ['nothing, where nothing changed', [], copied, undefined],
  ]);

  test('a component which came', () => {
    const component = {
      'tuned/kustomization.yaml': 'kind: Component\ntransformers: [t.yaml]\n',
      'tuned/t.yaml': 'kind: Other\n',
    };
    const before = { ...shop, ...component };
    const head = edited(before, [overlay, 'images:', 'components:\n- ../tuned\nimages:'], ['base/app.env', '1', '2']);
    const transformations = [{ configuredIn: 'tuned/kustomization.yaml', kind: 'Other' }, ...steps];
    const asked = { ...copied, origin: { ...resource('base/web.yaml'), transformations } };
    expect(cause(sourcesOf(before, head), asked)).toBe(`${overlay}: - ../tuned`);
  });
});

function expectPlace(sources: readonly RootSource[], place: SourceLocation | undefined): void {
  if (!place) return;
  expect(lineAt(sources, place), JSON.stringify(place)).toBeDefined();
}

describe('the line', () => {
  const broken = [
    '',
    '\ufeff',
    '{',
    'a: [',
    '- a\n- b\n',
    '---\n---\n',
    'images: x\n',
    '&a [*a]',
    'resources: {a: b}',
    '\u0000',
  ];
  const texts = [...Object.values(shop), ...broken];
  const text = constantFrom(...texts).chain((whole) =>
    tuple(
      array(tuple(constantFrom(...Array(60).keys()), constantFrom('', 'x', '  - a: b', '---')), { maxLength: 3 }),
    ).map(([edits]) => {
      const lines = whole.split('\n');
      for (const [at, line] of edits) if (at < lines.length) lines[at] = line;
      return lines.join('\n');
    }),
  );
  const side = option(text, { nil: undefined });
  const source = record({ path: constantFrom(...Object.keys(shop), 'Kustomization'), base: side, head: side });
  const value = constantFrom<JsonValue | undefined>(undefined, null, 3, 'prod-web', imageOf('1.1'), '2Gi', ['a'], {
    a: 1,
  });
  const field = constantFrom(
    undefined,
    '',
    '[',
    'a.b[c=',
    image,
    'spec.replicas',
    'metadata.name',
    'metadata.labels.env',
    'data.COLOUR',
    'data[app.properties]',
    'spec.minReadySeconds',
    'spec.template.spec.containers[name=web].resources.limits.memory',
    'spec.template.spec.containers[name=log].imagePullPolicy',
    'spec.template.spec.nodeSelector',
  );
  const asked = record({
    kind: constantFrom('Deployment' as const, 'Service' as const, 'ConfigMap' as const, 'Secret' as const),
    name: constantFrom('web', 'prod-web', 'prod-settings-99d9mk25kg', 'login', ''),
    namespace: constantFrom(undefined, 'prod'),
    field,
    before: value,
    after: value,
  });
  const origin = constantFrom(
    undefined,
    ...Object.values(rendered).map((each) => each.origin),
    resource('overlay/list.json'),
  );

  test('exists in the revision which is named, whatever the sources are', () => {
    const trees = array(source, { maxLength: 6 }).map((all) => [
      ...new Map(all.map((each) => [each.path, each])).values(),
    ]);
    assert(
      property(trees, asked, origin, (sources, one, from) => {
        expectPlace(sources, causeFinder(sources)(question({ ...one, origin: from })));
      }),
      { numRuns: 2000 },
    );
  });

  test('exists also where the whole tree is there in both revisions', () => {
    const trees = tuple(
      ...Object.entries(shop).map(([path, whole]) =>
        record({ path: constant(path), base: constant(whole), head: side }),
      ),
    );
    assert(
      property(trees, asked, origin, (sources, one, from) => {
        expectPlace(sources, causeFinder(sources)(question({ ...one, origin: from })));
      }),
      { numRuns: 1000 },
    );
  });

  test('is never looked for in vain with an error, whatever the texts are', () => {
    const any = string({ unit: 'binary', maxLength: 40 });
    assert(
      property(any, any, any, (before, after, path) => {
        const sources = [overlay, 'base/web.yaml'].map((each) => ({ path: each, base: before, head: after }));
        expectPlace(sources, causeFinder(sources)(question({ field: path, before, after })));
      }),
    );
  });

  test('is the same in whatever order the sources are given', () => {
    const head = edited(
      shop,
      [overlay, '"1.1"', '"1.2"'],
      ['base/app.env', '1', '2'],
      ['overlay/limits.yaml', '2Gi', '3Gi'],
    );
    const sources = sourcesOf(shop, head);
    const one = { field: image, before: imageOf('1.1'), after: imageOf('1.2') };
    expect(cause(sources.toReversed(), one)).toBe(cause(sources, one));
  });
});

const renderer = await openRenderer({ environment: process.env, cacheFolder: undefined });
const hasKubectl = renderer?.name.startsWith('kubectl ') === true;
if (!hasKubectl) console.warn('no kubectl of today is installed: what kustomize says of origins is not tested');

test.skipIf(!hasKubectl)('the origins of these tests are those that kustomize tells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-origins-'));
  const built = `resources: [../tree/overlay]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n`;
  const tree = Object.entries(shop).map(([path, text]) => [join('tree', path), text] as const);
  for (const [path, text] of [...tree, ['built/kustomization.yaml', built] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, stderr } = spawnSync('kubectl', ['kustomize', join(folder, 'built')]);
  rmSync(folder, { recursive: true });
  const { documents } = openManifest('built.yaml', stdout).read(() => true);
  const objects = documents.flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []));
  const origins = objects.map(({ kind, name, value }) => {
    const shortName = name.replace(/-[a-z0-9]{10}$/, '');
    return [`${kind} ${shortName}`, takeOrigin(value, '../tree').origin] as const;
  });
  expect(new Map(origins), String(stderr)).toEqual(
    new Map([
      ['ConfigMap prod-settings', rendered.ConfigMap.origin],
      ['ConfigMap prod-plain', resource('overlay/list.json')],
      ['Secret prod-login', rendered.Secret.origin],
      ['Service prod-web', rendered.Service.origin],
      ['Deployment prod-web', rendered.Deployment.origin],
    ]),
  );
});
