import { assert, property } from 'fast-check';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { hostileObjects } from '../app/hostile-manifests.ts';
import { choices, writeYaml } from './write-yaml.ts';

test('however objects are written, another YAML library reads the same', () => {
  assert(
    property(hostileObjects, choices, (objects, ways) => {
      expect(json(loadAll(writeYaml(objects, ways)))).toBe(json(loadAll(writeYaml(objects, []))));
    }),
  );
});

function json(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part));
}
