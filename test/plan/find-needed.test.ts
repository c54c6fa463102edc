import { describe, expect, test } from 'vitest';
import { readManifest } from '../../src/manifest/read-manifest.ts';
import type { RevisionObject } from '../../src/manifest/revision-object.ts';
import { documentFilter } from '../../src/plan/document-filter.ts';
import { findNeeded } from '../../src/plan/find-needed.ts';
import { relatedWords } from '../../src/plan/related-words.ts';
import { assignRoots } from '../../src/roots/assign-roots.ts';

const deployment = (name: string, labels: string, more = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec: {selector: {matchLabels: ${labels}}, template: {metadata: {labels: ${labels}}, spec: {containers: [{name: a, image: b}]${more}}}}`;
const service = (name: string, selector: string, namespace = 'shop') =>
  `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {ports: [{port: 80}], selector: ${selector}}`;
const budget = (selector: string) =>
  `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: budget, namespace: shop}
spec: {maxUnavailable: 1, selector: ${selector}}`;
const autoscaler = (name: string, target: string) =>
  `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}, namespace: shop}
spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}}`;
const config = (name: string) =>
  `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: shop}
data: {a: b}`;
const ingress = (service: string) =>
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: public, namespace: shop}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${service}, port: {number: 80}}}}]}}]}`;
const virtualService = (host: string) =>
  `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: public, namespace: mesh}
spec: {hosts: [shop.example.com], http: [{route: [{destination: {host: ${host}, subset: a}}]}]}`;
const destinationRule = (host: string) =>
  `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: rule, namespace: shop}
spec: {host: ${host}, subsets: [{name: a, labels: {app: web}}]}`;

function objectsOf(...texts: readonly string[]): readonly RevisionObject[] {
  const file = readManifest('a.yaml', new TextEncoder().encode(texts.join('\n---\n')));
  const { objects } = assignRoots([file], () => '.');
  expect(objects).toHaveLength(texts.length);
  return objects;
}

const volume = ', volumes: [{name: v, configMap: {name: web-config}}]';
const reading = deployment('reader', '{app: reader}').replace(
  'image: b',
  'image: b, envFrom: [{configMapRef: {name: web-config}}]',
);
const claim = (name: string, namespace = 'shop') =>
  `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}, namespace: ${namespace}}
spec: {accessModes: [ReadWriteOnce]}`;
const storing = deployment('web', '{app: web}', ', volumes: [{name: v, persistentVolumeClaim: {claimName: web-data}}]');
const web = deployment('web', '{app: web, part-of: store}');

const cases: readonly (readonly [string, string, string, boolean])[] = [
  ['the Service in front of a workload', web, service('front', '{app: web}'), true],
  ['a Service with one more label than the pods', web, service('front', '{app: web, track: canary}'), false],
  ['a Service of another namespace', web, service('front', '{app: web}', 'other'), false],
  ['a Service without a selector', web, service('front', '{}'), false],
  ['the autoscaler of a workload', web, autoscaler('scaler', 'web'), true],
  ['the autoscaler of another workload', web, autoscaler('scaler', 'shop'), false],
  ['another workload with the same label', web, deployment('api', '{part-of: store}'), false],
  ['the budget of a workload', web, budget('{matchLabels: {app: web}}'), true],
  ['a budget of all pods', web, budget('{}'), true],
  ['a budget of other pods', web, budget('{matchLabels: {app: api}}'), false],
  ['a workload of which a budget asks for a label', budget('{matchLabels: {part-of: store}}'), web, true],
  ['a workload of which a budget asks for no label', budget('{}'), web, false],
  ['a workload behind a Service', service('front', '{part-of: store}'), web, true],
  ['a workload that a Service does not select', service('front', '{app: api}'), web, false],
  ['the Ingress of a Service', service('front', '{app: web}'), ingress('front'), true],
  ['the Ingress of another Service', service('front', '{app: web}'), ingress('back'), false],
  ['a VirtualService in another namespace', service('front', '{app: web}'), virtualService('front.shop.svc'), true],
  ['a VirtualService of a namesake', service('front', '{app: web}'), virtualService('front.mesh.svc'), false],
  ['what divides a Service into subsets', service('front', '{app: web}'), destinationRule('front'), true],
  ['the Service of an Ingress', ingress('front'), service('front', '{app: web}'), true],
  ['the Service of a VirtualService', virtualService('front.shop'), service('front', '{app: web}'), true],
  ['another Ingress', ingress('front'), ingress('front'), false],
  ['what an autoscaler scales', autoscaler('scaler', 'web'), web, true],
  ['a workload that reads a ConfigMap', config('web-config'), reading, true],
  ['a workload that mounts nothing of it', config('web-config'), deployment('api', '{app: api}', volume), false],
  ['the claim which the pods of a Deployment share', storing, claim('web-data'), true],
  ['the claim of another namespace', storing, claim('web-data', 'other'), false],
  ['another claim', storing, claim('api-data'), false],
  ['the claim of a StatefulSet', storing.replace('Deployment', 'StatefulSet'), claim('web-data'), false],
  ['the ConfigMap that a workload reads', reading, config('web-config'), false],
];

describe('of the objects that were found', () => {
  test.each(cases)('%s: known %j, found %j, needed %j', (_, known, found, isNeeded) => {
    const candidates = objectsOf(found);
    expect(findNeeded(objectsOf(known), candidates)).toEqual(isNeeded ? candidates : []);
  });

  test('those which are known already are not found again', () => {
    const known = objectsOf(web, service('front', '{app: web}'));
    expect(findNeeded(known, known)).toEqual([]);
  });
});

describe('the filter which saves reading documents', () => {
  test.each(cases.filter(([, , , isNeeded]) => isNeeded))('lets through %s', (_, known, found) => {
    expect(documentFilter(relatedWords(objectsOf(known)))(found)).toBe(true);
  });

  test.each([
    ['a Service with other words', service('front', '{app: api}')],
    ['another workload with the same label', deployment('api', '{part-of: store}')],
    ['an object of no kind that a workload needs', config('web')],
  ])('keeps out %s', (_, text) => {
    expect(documentFilter(relatedWords(objectsOf(web)))(text)).toBe(false);
  });
});
