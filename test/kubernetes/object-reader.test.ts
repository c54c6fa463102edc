import { expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../src/kubernetes/default-object.ts';
import { objectReader } from '../../src/kubernetes/object-reader.ts';

const options = { kubernetesVersion: '1.34' };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } };

test('a manifest is read as decoding and defaulting it by hand does', () => {
  const decoded = decodeObject(service, options);
  expect(objectReader(options)(service)).toEqual({ decoded, filled: defaultObject(decoded, options) });
});

test('what was read once is given again, and only for the very same manifest', () => {
  const read = objectReader(options);
  const other = { ...service, spec: { ports: [{ port: 81 }] } };
  expect(read(service)).toBe(read(service));
  expect(read(other).filled).not.toEqual(read(service).filled);
});
