import { describe, expect, test } from 'vitest';
import { readManifest } from '../../../src/manifest/read-manifest.ts';
import { type EmittedFile, emitFiles } from '../../../src/plan/procedure/emit-files.ts';
import type { StepFile } from '../../../src/schema/procedure.ts';
import { cases } from './emitted-cases.ts';
import { blueGreen, canaryReplicas, compiledShop, deployment, httpRoute } from './shop.ts';

describe.each(cases)('$name', ({ name, strategy, shop }) => {
  const { procedure } = compiledShop(strategy, shop, name);
  const emission = emitFiles(procedure);
  const files = emission.type === 'Files' ? emission.files : [];

  test('is written as files', async () => {
    await expect(files.map(fileText).join('\n')).toMatchFileSnapshot(`emitted/${name}.txt`);
  });

  test('names in its commands only files that are written', () => {
    const commands = procedure.steps.flatMap(({ commands: done, undo }) => [...done, ...undo.commands]);
    const named = commands.flatMap((command) => / (?:-f|--patch-file) (\S+)$/.exec(command)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(named));
  });

  test('has each file only once, and reads back as what the plan holds', () => {
    const paths = files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const manifests = procedure.steps.flatMap((step) => [...step.files, ...step.undo.files].flatMap(manifestOf));
    const read = files
      .filter(({ path }) => !/\.md$|\/patch\//.test(path))
      .flatMap(({ path, text }) => {
        const { documents } = readManifest(path, Buffer.from(text));
        return documents.flatMap(({ content }) =>
          content.type === 'Objects' ? content.objects.map(({ value }) => value) : [],
        );
      });
    expect(read).toEqual(manifests);
  });
});

test('objects whose names differ in one character have files of their own', () => {
  const routes = ['web.x', 'web-x'].map((name) => ({ ...httpRoute(), metadata: { name, namespace: 'shop' } }));
  const { procedure } = compiledShop({ ...canaryReplicas, routing: 'GatewayApi' }, { routes });
  const emission = emitFiles(procedure);
  const paths = emission.type === 'Files' ? emission.files.map(({ path }) => path) : [];
  expect(paths).toContain('02-send-20-of-the-traffic-to-the-new-version/httproute-web.x.yaml');
  expect(new Set(paths).size).toBe(paths.length);
});

test('a procedure whose manifest holds a credential is not written', () => {
  const container = { env: [{ name: 'API_TOKEN', value: 'hunter2hunter2' }] };
  const shop = { before: deployment({ container }), after: deployment({ container, image: 'shop/web:1.5.0' }) };
  expect(emitFiles(compiledShop(blueGreen, shop).procedure)).toMatchObject({
    type: 'Refused',
    reason: expect.stringContaining('credential'),
  });
});

function fileText({ path, text }: EmittedFile): string {
  return `=== ${path}\n${text}`;
}

function manifestOf(file: StepFile) {
  return file.type === 'Deletion' ? [] : [file.manifest];
}
