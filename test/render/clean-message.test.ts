import { describe, expect, test } from 'vitest';
import { cleanMessage } from '../../src/render/clean-message.ts';
import { isKubectlPresent, open, request, text } from './render-request.ts';

const folders = { all: '/tmp/r', tree: '/tmp/r/tree' };

function cleaned(stderr: string, contents: Readonly<Record<string, string>> = {}, root = 'app'): string {
  return cleanMessage(Buffer.from(stderr), request(root, contents), folders);
}

describe('a message of the tool', () => {
  test.each([
    { stderr: 'Error: it is so\n', message: 'it is so' },
    {
      stderr:
        "# Warning: 'bases' is deprecated.\nI1201 01:31:58.753921   17612 log.go:245] vars: X\nerror: it is\n  so\n",
      message: 'it is so',
    },
    {
      stderr: 'E1201 01:31:58.1   17486 run.go:72] "command failed" err="it is \\"so\\"\\nand so"\n',
      message: 'it is "so" and so',
    },
    { stderr: 'E1201 01:31:58.1 1 run.go:72] "command failed" err=<\n\tit is\n\tso\n >\n', message: 'it is so' },
    { stderr: 'panic: \u001b[31mred\u001b[0m\u202e\u0000', message: 'panic: [31mred [0m' },
    { stderr: '', message: '' },
  ])('$stderr becomes $message', ({ stderr, message }) => {
    expect(cleaned(stderr)).toBe(message);
  });

  test('tells paths of the tree', () => {
    const stderr = "Error: '/tmp/r/tree/app/a.yaml' in '/tmp/r/tree' beside /tmp/r/home";
    expect(cleaned(stderr)).toBe("'app/a.yaml' in '.' beside ../home");
  });

  test('is clean within a moment, whatever it says', () => {
    const files = { 'app/a.env': 'A=hunter2 '.repeat(100_000) };
    const start = performance.now();
    for (const part of [
      'literal sources [',
      'invalid literal source ',
      "': ",
      '`a ',
      '//a',
      'map[string]interface {}{',
      'b1c2 ',
    ]) {
      expect(cleaned(`Error: ${part.repeat(1_000_000 / part.length)}`, files).length).toBeLessThanOrEqual(500);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('is cut where it is long', () => {
    const message = cleaned(`Error: ${'a😀 '.repeat(1000)}`);
    expect(message.length).toBeLessThanOrEqual(500);
    expect(message.isWellFormed()).toBe(true);
    expect(message.endsWith('…')).toBe(true);
  });
});

const failureOf = async (contents: Readonly<Record<string, string>>) =>
  text(await (await open()).render(request('app', contents)));

const app = (kustomization: string, more: Readonly<Record<string, string>> = {}) => ({
  'app/kustomization.yaml': kustomization,
  ...more,
});

describe.skipIf(!isKubectlPresent)('of a kustomization', () => {
  test.each([
    { what: 'is empty', contents: app(''), message: 'kustomization.yaml is empty' },
    { what: 'is missing', contents: { 'a.yaml': '' }, message: 'app: no such file or directory' },
    {
      what: 'has an unknown field',
      contents: app('resuorces: [a.yaml]'),
      message: 'invalid Kustomization: json: unknown field "resuorces"',
    },
    {
      what: 'has a field of another type',
      contents: app('namePrefix: 12'),
      message:
        'invalid Kustomization: json: cannot unmarshal number into Go struct field Kustomization.namePrefix of type string',
    },
    {
      what: 'refers to itself through another',
      contents: app('resources: [../b]', { 'b/kustomization.yaml': 'resources: [../app]' }),
      message: "b: cycle detected: candidate root 'app' contains visited root 'app'",
    },
    {
      what: 'names a missing file',
      contents: app('resources: [gone.yaml]'),
      message: 'app/gone.yaml: no such file or directory',
    },
    {
      what: 'has a base which names a missing file',
      contents: app('resources: [../b]', { 'b/kustomization.yaml': 'resources: [gone.yaml]' }),
      message: 'b/gone.yaml: no such file or directory',
    },
    {
      what: 'has a component which names a missing file',
      contents: app('components: [../b]', {
        'b/kustomization.yaml':
          'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{path: gone.yaml}]',
      }),
      message:
        'b: PatchTransformer: failed to get the patch file from path(gone.yaml): b/gone.yaml: no such file or directory',
    },
    {
      what: 'has two files',
      contents: app('namePrefix: a', { 'app/kustomization.yml': 'namePrefix: a' }),
      message: 'Found multiple kustomization files under: app',
    },
    {
      what: 'has the same object twice',
      contents: app('resources: [a.yaml, b.yaml]', {
        'app/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
        'app/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
      }),
      message: 'app/b.yaml: may not add resource with an already registered id: ConfigMap.v1.[noGrp]/settings.[noNs]',
    },
    {
      what: 'patches what is not there',
      contents: app('patches: [{path: patch.yaml}]', {
        'app/patch.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata: {name: database}\nstringData: {password: hunter2hunter2}\n',
      }),
      message:
        'no resource matches strategic merge patch "Secret.v1.[noGrp]/database.[noNs]": no matches for Id Secret.v1.[noGrp]/database.[noNs]; failed to find unique target for patch Secret.v1.[noGrp]/database.[noNs]',
    },
  ])('which $what the innermost cause is told', async ({ contents, message }) => {
    expect(await failureOf(contents)).toBe(`failed: ${message}`);
  });

  const secret = 'hunter2-Tr0ub4dor&3';
  const web = { 'app/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n' };

  test.each([
    { what: 'a literal without a key', contents: app(`secretGenerator: [{name: a, literals: ["${secret}"]}]`) },
    {
      what: 'literals of another type',
      contents: app(`secretGenerator: [{name: a, literals: {PASSWORD: "${secret}"}}]`),
    },
    {
      what: 'a file of variables given as a resource',
      contents: app('resources: [a.env]', { 'app/a.env': `PASSWORD=${secret}\n` }),
    },
    {
      what: 'a patch which is none',
      contents: app(
        `resources: [web.yaml]\npatches: [{target: {kind: Deployment}, patch: "password: '${secret}"}]`,
        web,
      ),
    },
    {
      what: 'a patch which does not fit',
      contents: app(
        `resources: [web.yaml]\npatches:\n- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec: "${secret}"\n`,
        web,
      ),
    },
    {
      what: 'a JSON patch which is none',
      contents: app(
        `resources: [web.yaml]\npatches: [{target: {kind: Deployment}, patch: '[{op: add, path: /spec, value: ${secret}}]'}]`,
        web,
      ),
    },
    {
      what: 'a JSON patch which does not apply',
      contents: app(
        `resources: [web.yaml]\npatches: [{target: {kind: Deployment}, patch: '[{"op": "add", "path": "/spec/a/${secret}/b", "value": 1}]'}]`,
        web,
      ),
    },
    {
      what: 'a manifest which is no YAML',
      contents: app('resources: [a.yaml]', {
        'app/a.yaml': `apiVersion: v1\nkind: Secret\nstringData: {a: ${secret}\n`,
      }),
    },
    { what: 'a manifest which is only a text', contents: app('resources: [a.yaml]', { 'app/a.yaml': secret }) },
    { what: 'a kustomization which is only a text', contents: app(secret) },
    { what: 'a label which is a list', contents: app(`resources: [web.yaml]\nlabels: [{pairs: ["${secret}"]}]`, web) },
  ])('with $what no secret is told', async ({ contents }) => {
    const said = await failureOf(contents);
    expect(said).toMatch(/^failed: ./);
    for (const part of ['hunter2', 'Tr0ub4dor']) expect(said).not.toContain(part);
  });

  test('what is no text is not told in numbers either', async () => {
    const said = await (await open()).render({
      root: 'app',
      files: [
        ...request('app', app('secretGenerator: [{name: a, envs: [a.env]}]')).files,
        { path: 'app/a.env', type: 'File', bytes: Buffer.from('A=\xff\xfehunter2', 'latin1') },
      ],
    });
    expect(text(said)).toBe('failed: loading KV pairs: env source files: [a.env]: a line has invalid utf8 bytes');
  });
});

describe('a word of a message', () => {
  const contents = {
    'app/kustomization.yaml':
      'resources: [web.yaml, gone.yaml]\nsecretGenerator: [{name: database, literals: ["A=correct horse 4711"]}]\n',
    'app/web.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata: {name: frontend}\nstringData: {a: "failed \\x68unter2", b: "staple"}\n',
    'app/a.env': 'TOKEN=abc-d-e-f\nKEY=aGVsbG8gd29ybGQ/xyz=\n',
  };

  test.each([
    { said: 'correct', told: '***' },
    { said: 'it is "correct horse" indeed:', told: 'it is *** indeed:' },
    { said: 'hunter2', told: '***' },
    { said: '\\xffhunter2', told: '***' },
    { said: 'xx-staple-yy: no', told: '***: no' },
    { said: 'abc-d-e-f', told: '***' },
    { said: 'line 4711: port 4711', told: 'line 4711: port ***' },
    { said: 'it is "c3RhcGxl", no', told: 'it is *** no' },
    { said: 'map[string]interface {}{"data":map[string]interface {}{"a":"b"}}: no', told: '***: no' },
    { said: 'dmFyaW91czEyMzQ1Njc4OTA= is', told: '*** is' },
    {
      said: 'failed to find frontend, database and gone.yaml in app/web.yaml',
      told: 'failed to find frontend, database and gone.yaml in app/web.yaml',
    },
    { said: 'merging from generator &{0xc00019b260 0xc0000d4a00}: exists', told: 'merging from generator: exists' },
    { said: 'Get "https://user:hunter3@example.com/a"', told: 'Get "https://***@example.com/a"' },
    { said: 'trouble with config: ` A: b `: so', told: 'trouble with config: ***: so' },
  ])('$said becomes $told', ({ said, told }) => {
    expect(cleaned(`Error: ${said}`, contents)).toBe(told);
  });
});
