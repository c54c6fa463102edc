import { assert, nat, pre, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyJsonMergePatch, jsonMergePatch } from '../../src/kubernetes/json-merge-patch.ts';
import { servedKind } from '../../src/kubernetes/object-kinds.ts';
import { applyPatch } from '../../src/kubernetes/strategic-merge/apply-patch.ts';
import { twoWayPatch } from '../../src/kubernetes/strategic-merge/two-way-patch.ts';
import { withoutNulls } from '../../src/kubernetes/without-nulls.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { workload } from '../diff/manifests.ts';
import { alterations, altered } from './altered-manifest.ts';

const deployment = servedKind('apps/v1', 'Deployment');
if (!deployment) throw new Error('Deployment has no table');
const { fields } = deployment;

describe('a strategic merge patch from one manifest to another', () => {
  test('names what an item of a keyed list gains, and what it loses, in one item', () => {
    const before = workload({ containers: [{ name: 'web', image: 'a', command: ['run'], tty: true }] });
    const after = workload({
      containers: [
        { name: 'web', image: 'b', command: ['run'] },
        { name: 'proxy', image: 'c' },
      ],
    });
    expect(twoWayPatch(fields, before, after)).toEqual({
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'web' }, { name: 'proxy' }],
            containers: [
              { name: 'web', image: 'b', tty: null },
              { name: 'proxy', image: 'c' },
            ],
          },
        },
      },
    });
  });

  test('removes an item by its key', () => {
    const before = workload({
      containers: [
        { name: 'web', image: 'a' },
        { name: 'proxy', image: 'c' },
      ],
    });
    const patch = twoWayPatch(fields, before, workload({ containers: [{ name: 'web', image: 'a' }] }));
    expect(patch).toMatchObject({
      spec: { template: { spec: { containers: [{ name: 'proxy', $patch: 'delete' }] } } },
    });
  });

  test('is none where a list holds one key twice', () => {
    expect(twoWayPatch(fields, portsOf('TCP', 'UDP'), portsOf('UDP'))).toBeUndefined();
  });

  test('makes exactly the manifest for which it was made, wherever there is one', () => {
    let patches = 0;
    assert(
      property(alterations, alterations, (some, others) => {
        const before = withoutNulls(altered(workload({ pod: { volumes: [{ name: 'data' }] } }), some));
        const after = withoutNulls(altered(before, others));
        const patch = twoWayPatch(fields, before, after);
        pre(patch !== undefined);
        patches += 1;
        expect(applyPatch(fields, before, patch)).toEqual(after);
      }),
    );
    expect(patches).toBeGreaterThan(0);
  });
});

describe('a JSON merge patch', () => {
  test('of RFC 7386 removes by null and replaces lists as a whole', () => {
    const patch = jsonMergePatch({ a: { b: 1, c: 2 }, list: [1, 2], same: [3] }, { a: { b: 1 }, list: [2], same: [3] });
    expect(patch).toEqual({ a: { c: null }, list: [2] });
  });

  test('makes exactly the manifest for which it was made', () => {
    assert(
      property(nat({ max: 1 }), alterations, alterations, (which, some, others) => {
        const first = withoutNulls(altered(workload({ spec: { replicas: which } }), some));
        const next = withoutNulls(altered(first, others));
        expect(applyJsonMergePatch(first, jsonMergePatch(first, next))).toEqual(next);
      }),
    );
  });
});

function portsOf(...protocols: readonly string[]): JsonObject {
  return workload({ container: { ports: protocols.map((protocol) => ({ containerPort: 53, protocol })) } });
}
