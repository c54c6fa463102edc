import { chmodSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openRenderer } from '../../src/render/open-renderer.ts';
import { temporaryFolder, writeFiles } from '../git/temporary-repository.ts';
import { deployment, fakeKustomize, file, isKubectlPresent, open, request, text } from './render-request.ts';

describe.skipIf(!isKubectlPresent)('kubectl', () => {
  const overlay = request('apps/web', {
    'apps/web/kustomization.yaml':
      'resources: [../../base]\nnamePrefix: my-\nconfigMapGenerator: [{name: settings, literals: [A=b], files: [settings.txt]}]\n',
    'apps/web/settings.txt': 'x',
    'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
    'base/deployment.yaml': deployment('web'),
  });

  test('builds an overlay over a base, and each object tells where it comes from', async () => {
    const renderer = await open();
    expect(renderer.name).toMatch(/^(kubectl )?kustomize v\d+\.\d+\.\d+/);
    const built = text(await renderer.render(overlay));
    expect(built).toContain('name: my-web\n');
    expect(built).toContain('config.kubernetes.io/origin: |\n      path: ../tree/base/deployment.yaml\n');
    expect(built).toContain('configuredIn: ../tree/apps/web/kustomization.yaml\n');
    expect(built).toContain('kind: PrefixTransformer\n');
    expect(built).toContain('settings.txt: x\n');
  });

  test('builds what lies at the top of the tree', async () => {
    const renderer = await open();
    const files = { 'kustomization.yaml': 'resources: [web.yaml]', 'web.yaml': deployment('web') };
    expect(text(await renderer.render(request('.', files)))).toContain('path: ../tree/web.yaml\n');
  });

  test('gives the label which the kustomization itself asks for', async () => {
    const renderer = await open();
    const kustomization = 'resources: [web.yaml]\nbuildMetadata: [managedByLabel]\n';
    const files = { 'a/kustomization.yaml': kustomization, 'a/web.yaml': deployment('web') };
    expect(text(await renderer.render(request('a', files)))).toContain('app.kubernetes.io/managed-by: kustomize-');
  });

  test('is not given symbolic links and submodules', async () => {
    const renderer = await open();
    const rendering = await renderer.render({
      root: 'a',
      files: [
        file('a/kustomization.yaml', 'configMapGenerator: [{name: a, files: [link.txt]}]'),
        { path: 'a/link.txt', type: 'SymbolicLink', bytes: Buffer.from('/etc/hostname') },
        { path: 'a/module', type: 'Submodule', bytes: Buffer.alloc(0) },
      ],
    });
    expect(text(rendering)).toBe(
      'failed: loading KV pairs: file sources: [link.txt]: a/link.txt: no such file or directory',
    );
  });
});

describe('the program', () => {
  test.each([
    { title: 'no PATH', environment: {} },
    { title: 'an empty PATH', environment: { PATH: '' } },
    { title: 'a PATH without it', environment: { PATH: `/nonexistent${delimiter}/proc` } },
  ])('is not found by $title', async ({ environment }) => {
    expect(await openRenderer({ environment, cacheFolder: undefined })).toBeUndefined();
  });

  test('is not looked for in relative folders, in the current one, and among npm packages', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'bin/kustomize': '#!/bin/sh\necho v5.0.0\n',
      'node_modules/.bin/kustomize': '#!/bin/sh\necho v5.0.0\n',
    });
    for (const name of ['bin', 'node_modules/.bin']) chmodSync(join(folder, name, 'kustomize'), 0o755);
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'bin'));
    const path = ['bin', '.', '', join(folder, 'node_modules/.bin'), join(folder, 'node_modules/.bin/')].join(
      delimiter,
    );
    expect(await openRenderer({ environment: { PATH: path }, cacheFolder: undefined })).toBeUndefined();
    const known = await openRenderer({ environment: { PATH: join(folder, 'bin') }, cacheFolder: undefined });
    expect(known?.name).toBe('kustomize v5.0.0');
  });

  test('is kustomize rather than kubectl, whichever comes first on PATH', async () => {
    const kubectl = temporaryFolder();
    writeFiles(kubectl, { kubectl: '#!/bin/sh\necho \'{"kustomizeVersion": "v5.5.0"}\'\n' });
    chmodSync(join(kubectl, 'kubectl'), 0o755);
    const only = await openRenderer({ environment: { PATH: kubectl }, cacheFolder: undefined });
    expect(only?.name).toBe('kubectl kustomize v5.5.0');
    const { environment } = fakeKustomize();
    const both = await openRenderer({
      environment: { PATH: kubectl + delimiter + environment.PATH },
      cacheFolder: undefined,
    });
    expect(both?.name).toBe('kustomize v5.4.3');
  });

  test.each([
    { title: 'fails', script: 'exit 1', name: undefined },
    { title: 'says no version', script: 'echo hello', name: undefined },
    { title: 'is too old to tell where objects come from', script: 'echo v4.4.1', name: undefined },
    {
      title: 'tells its version as version 4 did',
      script: 'echo "{Version:kustomize/v4.5.7 GitCommit:x}"',
      name: 'kustomize v4.5.7',
    },
  ])('which $title is $name', async ({ script, name }) => {
    const folder = temporaryFolder();
    writeFiles(folder, { kustomize: `#!/bin/sh\n${script}\n` });
    chmodSync(join(folder, 'kustomize'), 0o755);
    expect((await openRenderer({ environment: { PATH: folder }, cacheFolder: undefined }))?.name).toBe(name);
  });

  test('which is no program is passed over', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'kustomize'), 'not executable');
    symlinkSync('/nonexistent/kubectl', join(folder, 'kubectl'));
    expect(await openRenderer({ environment: { PATH: folder }, cacheFolder: undefined })).toBeUndefined();
  });

  test('is asked for its version once, until it is another one', async () => {
    const fake = fakeKustomize('echo "a: 1"');
    const cacheFolder = temporaryFolder();
    const options = { environment: fake.environment, cacheFolder };
    for (let time = 0; time < 3; time += 1) expect((await open(options)).name).toBe('kustomize v5.4.3');
    expect(fake.starts()).toEqual(['version']);
    utimesSync(fake.path, 1, 1);
    await open(options);
    expect(fake.starts()).toEqual(['version', 'version']);
  });
});
