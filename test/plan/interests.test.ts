import { expect, test } from 'vitest';
import { interestsOf, nextInterests, searchesOf } from '../../src/plan/interests.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { deploymentOf, revisionObject, serviceOf } from './plan-objects.ts';

const service = serviceOf('front', { app: 'web' });
const other = serviceOf('other', { app: 'other' });
const backendRefs: JsonObject[] = [{ name: 'front' }, { name: 'other' }];
const route = revisionObject('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
  spec: { rules: [{ backendRefs }] },
});
const words = (interests: ReturnType<typeof interestsOf>) => searchesOf(interests).flatMap((search) => search.words);

test('a route which changes leads to all its Services', () => {
  const start = interestsOf([route]);
  expect(words(start)).toEqual(expect.arrayContaining(['front', 'other']));
  expect(nextInterests(start, [service, other]).objects).toEqual([route, service, other]);
});

test('a route which does not change leads nowhere: one of many hosts would bring in everything', () => {
  const start = interestsOf([deploymentOf('web', { app: 'web' }), service]);
  const next = nextInterests(start, [route]);
  expect(next.objects).toContain(route);
  expect(words(next)).toEqual([]);
  expect(nextInterests(next, [route, other]).objects).toEqual(next.objects);
});
