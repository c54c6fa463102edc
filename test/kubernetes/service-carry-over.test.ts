import { describe, expect, test } from 'vitest';
import { decodeObject } from '../../src/kubernetes/decode-object.ts';
import { defaultObject } from '../../src/kubernetes/default-object.ts';
import { fieldAt, listAt } from '../../src/kubernetes/field-access.ts';
import { type CarriedOverService, carryOverService, createdService } from '../../src/kubernetes/service-carry-over.ts';
import { validateUpdate } from '../../src/kubernetes/update-rules/validate-update.ts';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

const options = { kubernetesVersion: '1.32' };

function decoded(spec: JsonObject): ReturnType<typeof decodeObject> {
  const ports = [{ name: 'http', port: 80 }];
  return decodeObject(
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports, ...spec } },
    options,
  );
}

function carry(before: JsonObject, after: JsonObject): CarriedOverService {
  return carryOverService(defaultObject(decoded(before), options), defaultObject(decoded(after), options));
}

function refused(before: JsonObject, after: JsonObject): readonly string[] {
  const { kind } = decoded(before);
  const { live, next } = carry(before, after);
  return kind === undefined ? [] : validateUpdate(kind, live, next, options).map(({ field }) => field);
}

function kept(before: JsonObject, after: JsonObject, field: string): JsonValue | undefined {
  return fieldAt(carry(before, after).next, 'spec', field);
}

function nodePorts(before: JsonObject, after: JsonObject): readonly (JsonValue | undefined)[] {
  return listAt(carry(before, after).next, 'spec', 'ports').map((port) => fieldAt(port, 'nodePort'));
}

describe('the address of a Service', () => {
  test.each<[string, JsonObject, JsonObject, JsonValue | undefined]>([
    ['stays where the next manifest is silent', { clusterIP: '10.0.0.7' }, {}, '10.0.0.7'],
    ['stays None', { clusterIP: 'None' }, {}, 'None'],
    ['goes with the type ExternalName', { clusterIP: '10.0.0.7' }, { type: 'ExternalName' }, undefined],
    ['is new after ExternalName', { type: 'ExternalName' }, {}, undefined],
  ])('%s', (_about, before, after, expected) => {
    expect(kept(before, after, 'clusterIP')).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['to another one', { clusterIP: '10.0.0.7' }, { clusterIP: '10.0.0.8' }, ['spec.clusterIPs[0]']],
    ['from an unknown one to None', {}, { clusterIP: 'None' }, ['spec.clusterIPs[0]']],
    ['from None to one', { clusterIP: 'None' }, { clusterIP: '10.0.0.8' }, ['spec.clusterIPs[0]']],
    ['to the one which only the cluster knew', {}, { clusterIP: '10.0.0.8' }, []],
    ['from ExternalName to None', { type: 'ExternalName' }, { clusterIP: 'None' }, []],
    ['to the other IP family', {}, { ipFamilies: ['IPv6'] }, ['spec.ipFamilies[0]', 'spec.clusterIPs[0]']],
    [
      'to another load balancer class',
      { type: 'LoadBalancer' },
      { type: 'LoadBalancer', loadBalancerClass: 'x.io/y' },
      ['spec.loadBalancerClass'],
    ],
  ])('may or may not change %s', (_about, before, after, expected) => {
    expect(refused(before, after)).toEqual(expected);
  });

  test('which only the next manifest states is taken for the live one', () => {
    const { live, next } = carry({}, { clusterIP: '10.0.0.8' });
    expect(fieldAt(live, 'spec')).toEqual(fieldAt(next, 'spec'));
  });
});

describe('IP families', () => {
  test.each<[JsonObject, JsonObject]>([
    [{}, { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] }],
    [{ ipFamilyPolicy: 'PreferDualStack' }, { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv6'] }],
    [{ clusterIP: 'fd00::1' }, { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] }],
    [{ clusterIP: 'None' }, { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] }],
  ])('of a new Service with %j are %j', (spec, expected) => {
    const created = createdService(defaultObject(decoded(spec), options));
    expect(fieldAt(created, 'spec')).toMatchObject(expected);
  });

  test('stay where the next manifest is silent, and the second one goes with SingleStack', () => {
    const dual = { ipFamilyPolicy: 'PreferDualStack' };
    expect(kept(dual, {}, 'ipFamilies')).toEqual(['IPv4', 'IPv6']);
    expect(kept(dual, { ipFamilyPolicy: 'SingleStack' }, 'ipFamilies')).toEqual(['IPv4']);
  });
});

describe('node ports', () => {
  const two = [
    { name: 'http', port: 80, nodePort: 30_080 },
    { name: 'tls', port: 443, nodePort: 30_443 },
  ];

  test('stay by the name of the port, not by its number', () => {
    const ports = [
      { name: 'tls', port: 8443 },
      { name: 'web', port: 80 },
    ];
    expect(nodePorts({ type: 'NodePort', ports: two }, { type: 'NodePort', ports })).toEqual([30_443, undefined]);
  });

  test('do not stay where the number serves elsewhere', () => {
    const ports = [
      { name: 'http', port: 80 },
      { name: 'tls', port: 443, nodePort: 30_080 },
    ];
    expect(nodePorts({ type: 'NodePort', ports: two }, { type: 'NodePort', ports })).toEqual([undefined, 30_080]);
  });

  test.each<[string, JsonObject, readonly (JsonValue | undefined)[]]>([
    ['are cleared with the type, if untouched', { type: 'ClusterIP', ports: two }, [undefined, undefined]],
    [
      'stay where one of them changes too',
      { type: 'ClusterIP', ports: [{ name: 'a', port: 1, nodePort: 31_000 }] },
      [31_000],
    ],
  ])('%s', (_about, after, expected) => {
    expect(nodePorts({ type: 'NodePort', ports: two }, after)).toEqual(expected);
  });
});

test('what a type has no use for is cleared unless the edit changes it', () => {
  const balanced = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerClass: 'x.io/y' };
  const spec = fieldAt(carry(balanced, { ...balanced, type: 'ClusterIP' }).next, 'spec');
  expect(spec).not.toHaveProperty('externalTrafficPolicy');
  expect(spec).not.toHaveProperty('loadBalancerClass');
  expect(kept(balanced, { type: 'ClusterIP', loadBalancerClass: 'x.io/z' }, 'loadBalancerClass')).toBe('x.io/z');
});

test('the health check port stays while it is needed', () => {
  const balanced = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  expect(kept({ ...balanced, healthCheckNodePort: 31_000 }, balanced, 'healthCheckNodePort')).toBe(31_000);
});
