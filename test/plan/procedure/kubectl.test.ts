import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { servedKind } from '../../../src/kubernetes/object-kinds.ts';
import { readObject } from '../../../src/kubernetes/object-reader.ts';
import { emitFiles } from '../../../src/plan/procedure/emit-files.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { StepFile } from '../../../src/schema/procedure.ts';
import { cases } from './emitted-cases.ts';
import { applyFiles, type ObjectSet, objectSet, referenceKey } from './object-set.ts';
import { compiledShop, shopObjects } from './shop.ts';

const versionOutput = z.object({ clientVersion: z.object({ minor: z.string() }) });
const version = spawnSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
const isPresent = version.status === 0;
const minor = isPresent ? Number.parseInt(versionOutput.parse(JSON.parse(version.stdout)).clientVersion.minor, 10) : 0;
// kubectl is asked for nothing but its own arithmetic: there is no cluster.
const environment = { PATH: process.env['PATH'], KUBECONFIG: '/dev/null' };

/** The first minor version of kubectl which knows them; what is not listed is older than any kubectl in use. */
const knownSince = new Map([
  ['autoscaling/v2', 23],
  ['policy/v1', 21],
]);

if (!isPresent) console.warn('kubectl is not installed: that it accepts the emitted files is not tested');
for (const [apiVersion, since] of knownSince) {
  if (isPresent && minor < since)
    console.warn(`kubectl 1.${minor} does not know ${apiVersion}: its patches are not tested`);
}

describe.skipIf(!isPresent).each(cases)('kubectl accepts what is written for $name', ({ name, strategy, shop }) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-kubectl-'));
  const { procedure } = compiledShop(strategy, shop, name);

  beforeAll(() => {
    const emission = emitFiles(procedure);
    for (const { path, text } of emission.type === 'Files' ? emission.files : []) write(path, text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('each patch, with the very object as its result', () => {
    let objects = objectSet(shopObjects(shop));
    for (const { files, commands } of procedure.steps) {
      const results = files.flatMap((file, index) =>
        file.type === 'Patch' && isKnown(file)
          ? [{ result: patched(objects, file, commands[index] ?? ''), manifest: file.manifest }]
          : [],
      );
      for (const { result, manifest } of results) expect(stored(result)).toEqual(stored(manifest));
      objects = applyFiles(objects, files);
    }
  });

  test('each object', () => {
    const objects = procedure.steps.flatMap(({ files, commands }) =>
      files.flatMap((file, index) => (file.type === 'Manifest' && isKnown(file) ? [commands[index] ?? ''] : [])),
    );
    for (const command of objects) {
      const path = join(folder, command.split(' ').at(-1) ?? '');
      const labelled = run(['label', '--local', '--dry-run=client', '-o', 'json', '-f', path, 'seen=yes']);
      expect(labelled).toMatchObject({ metadata: { labels: { seen: 'yes' } } });
    }
  });

  function write(path: string, text: string): string {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  }

  function patched(objects: ObjectSet, file: StepFile, command: string): JsonObject {
    const present = write('present.json', JSON.stringify(objects.get(referenceKey(file.object))));
    const [, type = '', patch = ''] = /--type (\w+) --patch-file (\S+)$/.exec(command) ?? [];
    return run(['patch', '--local', '-f', present, '--type', type, '--patch-file', join(folder, patch), '-o', 'json']);
  }
});

/** Without a cluster kubectl knows the kinds of its own version only. */
function isKnown({ object: { apiVersion, kind } }: StepFile): boolean {
  return servedKind(apiVersion, kind) !== undefined && minor >= (knownSince.get(apiVersion) ?? 0);
}

/** kubectl writes out fields which are empty; to the API server they are absent. */
function stored(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  return readObject(rest, { kubernetesVersion: '1.34' }).filled;
}

function run(args: readonly string[]): JsonObject {
  return JSON.parse(execFileSync('kubectl', args, { env: environment, encoding: 'utf8' }));
}
