import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RenderRequest } from '../../src/app/ports.ts';
import { buildKustomization } from '../../src/render/build-kustomization.ts';
import { findProgram } from '../../src/render/find-program.ts';
import { closedEnvironment, openEnvironment } from '../../src/render/program-environment.ts';
import { renderLimits } from '../../src/render/render-limits.ts';
import { type Canary, canary } from '../git/canary.ts';
import { temporaryFolder, temporaryRepository } from '../git/temporary-repository.ts';
import { deployment, file, isKubectlPresent, open, request, text } from './render-request.ts';

/**
 * Kustomizations which try to start a program, to reach a server or to read what is not theirs. Each is given to the renderer,
 * which refuses what it sees, and then to the build itself, where the environment and the tool’s own rules must hold.
 */

const callerPath = process.env['PATH'] ?? '';

async function build(hostile: RenderRequest, environment = closedEnvironment): Promise<string> {
  const program = await findProgram({ PATH: callerPath }, undefined);
  if (!program) throw new Error('there is no program');
  return text(await buildKustomization(hostile, { program, limits: renderLimits, environment }));
}

async function render(hostile: RenderRequest, allowRemote = false): Promise<string> {
  const renderer = await open({ environment: { PATH: callerPath }, allowRemote });
  return text(await renderer.render(hostile));
}

const web = { 'app/web.yaml': deployment('web') };

const webWith = (field: string) =>
  request('app', { ...web, 'app/kustomization.yaml': `resources: [web.yaml]\n${field}` });

describe.skipIf(!isKubectlPresent)('a kustomization', () => {
  test.each([
    { field: 'resources', kustomization: (url: string) => `resources: ["${url}"]` },
    { field: 'resources in other letters', kustomization: (url: string) => `Reſources: ["${url}"]` },
    {
      field: 'resources written with escapes',
      kustomization: (url: string) => `resources: ["${url.replace('http', '\\x68ttp')}"]`,
    },
    { field: 'files', kustomization: (url: string) => `configMapGenerator: [{name: a, files: ["a=${url}"]}]` },
    { field: 'envs', kustomization: (url: string) => `secretGenerator: [{name: a, envs: ["${url}?a=b"]}]` },
    { field: 'patches', kustomization: (url: string) => `resources: [web.yaml]\npatches: [{path: "${url}"}]` },
    { field: 'crds', kustomization: (url: string) => `resources: [web.yaml]\ncrds: ["${url}"]` },
    { field: 'openapi', kustomization: (url: string) => `resources: [web.yaml]\nopenapi: {path: "${url}"}` },
    {
      field: 'replacements',
      kustomization: (url: string) => `resources: [web.yaml]\nreplacements: [{path: "${url}"}]`,
    },
    {
      field: 'a transformer written out',
      kustomization: (url: string) =>
        `resources: [web.yaml]\ntransformers:\n- |\n  apiVersion: builtin\n  kind: PatchTransformer\n  metadata: {name: a}\n  path: "${url}"\n`,
    },
    {
      field: 'a transformer on one line',
      kustomization: (url: string) =>
        `resources: [web.yaml]\ntransformers: ['{apiVersion: builtin, kind: PatchTransformer, metadata: {name: a}, Path: "${url}"}']`,
    },
  ])('which names an address in $field reaches nobody', async ({ kustomization }) => {
    const trap = await canary();
    const files = { ...web, 'app/kustomization.yaml': kustomization(`http://127.0.0.1:${trap.port}/x.yaml`) };
    expect(await render(request('app', files))).toMatch(/^failed: app\/kustomization\.yaml:\d+: .* remote/);
    expect(await trap.traces()).toEqual([]);
  });

  test('which has the address of a transformer put together reaches nobody', async () => {
    const trap = await canary();
    const files = {
      ...web,
      'app/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [../made]',
      'made/kustomization.yaml':
        'resources: [patch.yaml]\nreplacements: [{source: {kind: PatchTransformer, fieldPath: metadata.annotations.a}, targets: [{select: {kind: PatchTransformer}, fieldPaths: [path]}]}]',
      'made/patch.yaml': `apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: a, annotations: {a: "http://127.0.0.1:${trap.port}/x"}}\npath: a\n`,
    };
    expect(await render(request('app', files))).toBe(
      'failed: app/kustomization.yaml:2: plugins are configured by made/kustomization.yaml, which does more than list resources',
    );
    expect(await trap.traces()).toEqual([]);
  });

  test('reaches nobody but this machine even where the refusal is left out', async () => {
    // kustomize takes this address for one of another machine; Linux does not.
    const port = await listenEverywhere();
    const files = { 'app/kustomization.yaml': `resources: ["http://0.0.0.0:${port.number}/x.yaml"]` };
    expect(await build(request('app', files))).toContain('proxyconnect');
    expect(port.connections()).toBe(0);
  });

  test.each([
    { what: 'a local repository', base: (folder: string) => `file://${folder}//.?ref=main` },
    { what: 'a local repository by its path', base: (folder: string) => `git::file://${folder}` },
    { what: 'a server by ssh', base: () => 'git@127.0.0.1:a/b.git' },
    { what: 'GitHub', base: () => 'github.com/kubernetes-sigs/kustomize//examples/multibases?ref=v1.0.6' },
  ])('which names $what starts no git', async ({ base }) => {
    const trap = await canary();
    const repository = temporaryRepository();
    repository.commit({ 'kustomization.yaml': 'configMapGenerator: [{name: canary, literals: [A=b]}]\n' });
    const hostile = request('app', { 'app/kustomization.yaml': `resources: ["${base(repository.directory)}"]` });
    expect(await render(hostile)).toMatch(
      /^failed: app\/kustomization\.yaml:1: .* (is remote, and nothing is fetched|leads out of the tree)$/,
    );
    expect(await build(hostile)).toMatch(/^failed: /);
    expect(await traceOfGit(hostile, trap)).toEqual([]);
  });

  test('may not clone what is local even where remote bases are allowed', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'kustomization.yaml': 'configMapGenerator: [{name: canary, literals: [A=b]}]\n' });
    const hostile = request('app', {
      'app/kustomization.yaml': `resources: ["file://${repository.directory}//.?ref=main"]`,
    });
    expect(await render(hostile, true)).toMatch(/leads out of the tree$/);
    const environment = { PATH: callerPath, HOME: temporaryFolder() };
    const built = await build(hostile, (folders) => openEnvironment(folders, environment));
    expect(built).toMatch(/^failed: /);
    expect(built).not.toContain('name: canary');
  });

  test('with a plugin starts no program', async () => {
    const trap = await canary();
    const plugin = (functionText: string) => ({
      ...web,
      'app/kustomization.yaml': 'resources: [web.yaml]\ntransformers: [plugin.yaml]\n',
      'app/canary.sh': `#!/bin/sh\ntouch '${trap.file}'\n`,
      'app/plugin.yaml': `apiVersion: example.com/v1\nkind: Canary\nmetadata:\n  name: a\n  annotations:\n    config.kubernetes.io/function: |\n      ${functionText}\n`,
    });
    for (const functionText of [
      'exec: {path: ./canary.sh}',
      `exec: {path: ${trap.program}}`,
      'container: {image: canary}',
      `starlark: {path: canary.sh, name: a}`,
    ]) {
      const hostile = request('app', plugin(functionText));
      for (const said of [await render(hostile), await build(hostile)]) {
        expect(said).toBe("failed: external plugins disabled; unable to load external plugin 'Canary'");
      }
    }
    expect(await trap.traces()).toEqual([]);
  });

  test('with a chart starts no program', async () => {
    const files = {
      'app/kustomization.yaml': 'helmCharts: [{name: a, repo: "https://charts.example.com", version: "1"}]',
    };
    expect(await render(request('app', files))).toBe('failed: HelmChartInflationGenerator: must specify --enable-helm');
  });

  test.each([
    { what: 'a file above the tree', name: '../../secret.txt', refusal: /leads out of the tree$/ },
    { what: 'a file of this machine', name: '/etc/passwd', refusal: /leads out of the tree$/ },
    { what: 'a file of another directory', name: '../other/secret.txt', refusal: /is not in or below 'app'$/ },
  ])('may not read $what', async ({ name, refusal }) => {
    for (const field of [
      `configMapGenerator: [{name: a, files: ["${name}"]}]`,
      `configMapGenerator: [{name: a, files: ["k=${name}"]}]`,
      `secretGenerator: [{name: a, envs: ["${name}"]}]`,
    ]) {
      const hostile = request('app', { 'app/kustomization.yaml': field, 'other/secret.txt': 'canary' });
      expect(await render(hostile)).toMatch(refusal);
      expect(await build(hostile)).toMatch(/^failed: .*(is not in or below 'app'|no such file or directory)$/);
    }
  });

  test('may not read a directory of this machine, which kustomize alone would allow', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'kustomization.yaml'), 'configMapGenerator: [{name: canary, literals: [A=b]}]');
    const upward = `${'../'.repeat(12)}${folder.slice(1)}`;
    expect(await build(webWith(`bases: ["${upward}"]`))).toContain('name: canary');
    for (const field of ['resources', 'bases', 'components', 'transformers', 'generators', 'validators']) {
      expect(await render(webWith(`${field}: ["${upward}"]`))).toMatch(/^failed: .* leads out of the tree$/);
      expect(await render(webWith(`${field}: ["${folder}"]`))).toMatch(/^failed: .* leads out of the tree$/);
    }
  });

  test('may not read what a symbolic link points to', async () => {
    const hostile: RenderRequest = {
      root: 'app',
      files: [
        file('app/kustomization.yaml', 'resources: [link]\nconfigMapGenerator: [{name: a, files: [passwd]}]'),
        { path: 'app/passwd', type: 'SymbolicLink', bytes: Buffer.from('/etc/passwd') },
        { path: 'app/link', type: 'SymbolicLink', bytes: Buffer.from(temporaryFolder()) },
      ],
    };
    for (const said of [await render(hostile), await build(hostile)]) {
      expect(said).toBe('failed: app/link: no such file or directory');
    }
  });

  test('does not lead out where the folder for temporary files is a link', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    const before = process.env['TMPDIR'];
    onTestFinished(() => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    });
    process.env['TMPDIR'] = join(folder, 'link');
    expect(await render(request('app', { 'app/kustomization.yaml': 'resources: [gone.yaml]' }))).toBe(
      'failed: app/gone.yaml: no such file or directory',
    );
  });
});

/** Whether a git on the caller’s PATH was started. */
async function traceOfGit(hostile: RenderRequest, trap: Canary): Promise<readonly string[]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nexec '${trap.program}'\n`);
  chmodSync(join(folder, 'git'), 0o755);
  const program = await findProgram({ PATH: folder + delimiter + callerPath }, undefined);
  if (!program) throw new Error('there is no program');
  await buildKustomization(hostile, { program, limits: renderLimits, environment: closedEnvironment });
  expect(existsSync(trap.file)).toBe(false);
  return trap.traces();
}

async function listenEverywhere() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { number: typeof address === 'object' && address !== null ? address.port : 0, connections: () => connections };
}
