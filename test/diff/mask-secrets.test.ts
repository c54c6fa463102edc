import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffObjects } from '../../src/diff/diff-objects.ts';
import { maskObjects } from '../../src/diff/mask-secrets.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { configMap, secret, workload } from './manifests.ts';
import { revisionObject } from './revision-object.ts';

type Place = readonly [title: string, at: (value: string) => JsonObject];

const custom = (kind: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind,
  metadata: { name: 'x', namespace: 'shop' },
  spec,
});
const env = (name: string, value: string) => workload({ container: { env: [{ name, value }] } });
const embedded = (value: string) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { plain: value } });

const places: readonly Place[] = [
  ['stringData of a Secret', (value) => secret({ plain: value })],
  ['data of a Secret', (value) => secret({}, 'db', { data: { plain: value } })],
  ['a misspelt field of a Secret', (value) => secret({}, 'db', { Data: { plain: value } })],
  [
    'a misspelt field of a misspelt Secret',
    (value) => ({ apiVersion: 'v1', kind: 'Secret---', metadata: { name: 'db' }, Data: { plain: value } }),
  ],
  ['data of a Secret which is no mapping', (value) => secret({}, 'db', { data: [value, { deep: [value] }] })],
  [
    'a Secret within a List',
    (value) => ({ apiVersion: 'v1', kind: 'List', metadata: { name: 'l' }, items: [secret({ plain: value })] }),
  ],
  [
    'a Secret within a template',
    (value) => custom('Template', { objects: [{ kind: 'Secret', data: { plain: value } }] }),
  ],
  [
    'the last-applied annotation',
    (value) =>
      workload({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ any: value }) } }),
  ],
  ['an annotation which carries a Secret as JSON', (value) => workload({ annotations: { backup: embedded(value) } })],
  [
    'an annotation which carries JSON in JSON',
    (value) => workload({ annotations: { backup: JSON.stringify({ text: embedded(value) }) } }),
  ],
  [
    'an annotation which carries a Secret as YAML',
    (value) => workload({ annotations: { backup: `apiVersion: v1\nkind: Secret\nstringData:\n  plain: ${value}\n` } }),
  ],
  ['env DB_PASSWORD', (value) => env('DB_PASSWORD', value)],
  ['env apiKey', (value) => env('apiKey', value)],
  ['env SENTRY_DSN', (value) => env('SENTRY_DSN', value)],
  [
    'env GITHUB_TOKEN of an init container',
    (value) => workload({ pod: { initContainers: [{ name: 'i', env: [{ name: 'GITHUB_TOKEN', value }] }] } }),
  ],
  ['a ConfigMap entry named as a credential', (value) => configMap({ 'client-secret': value })],
  ['a connection string with a password', (value) => configMap({ URL: `postgres://shop:${value}@db:5432/shop?ssl=1` })],
  ['a properties file', (value) => configMap({ 'app.properties': `db.user=shop\ndb.password=${value}\nport=80\n` })],
  ['a YAML file', (value) => configMap({ 'app.yaml': `db:\n  user: shop\n  password: "${value}"\n  port: 80\n` })],
  [
    'a block scalar of a YAML file',
    (value) => configMap({ 'app.yaml': `db:\n  token: |\n    first\n    ${value}\nport: 80\n` }),
  ],
  [
    'a JSON file',
    (value) => configMap({ 'app.json': JSON.stringify({ db: { user: 'shop', dbPassword: value, port: 80 } }) }),
  ],
  ['an argument --password=', (value) => workload({ container: { args: ['serve', `--password=${value}`] } })],
  [
    'the argument after --password',
    (value) => workload({ container: { args: ['serve', '--password', value, '--port', '80'] } }),
  ],
  [
    'a shell command',
    (value) => workload({ container: { command: ['sh', '-c', `DB_PASSWORD='${value}' ./serve --port 80`] } }),
  ],
  [
    'a flag in a shell command',
    (value) => workload({ container: { command: ['sh', '-c', `./serve --token ${value} --port 80`] } }),
  ],
  ['Helm values', (value) => custom('HelmRelease', { values: { auth: { adminPassword: value } } })],
  ['a mapping of secrets in Helm values', (value) => custom('HelmRelease', { values: { secrets: { plain: value } } })],
  ['a Helm parameter', (value) => custom('Application', { parameters: [{ name: 'db.password', value }] })],
  ['a JSON patch', (value) => custom('Patched', { patch: [{ op: 'add', path: '/data/password', value }] })],
  [
    'literals of a generator',
    (value) => custom('Kustomization', { secretGenerator: [{ name: 'x', literals: [`plain=${value}`] }] }),
  ],
  ['a bearer header', (value) => configMap({ header: `Authorization: Bearer ${value}` })],
  [
    'a private key',
    (value) => configMap({ note: `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----\n` }),
  ],
  ['a JSON Web Token', (value) => configMap({ note: `see eyJhbGciOiJIUzI1NiJ9.${value}.${value} there` })],
  ['a key id of AWS', (value) => configMap({ note: `id AKIA${value.toUpperCase()} there` })],
];

/** Long enough to occur in no manifest by chance. */
const secretText = fc.stringMatching(/^[A-Za-z0-9]{16,24}$/);

const withTokens = (first: string, second: string) =>
  workload({
    container: {
      env: [
        { name: 'A_TOKEN', value: first },
        { name: 'B_TOKEN', value: second },
      ],
    },
  });

describe.each(places)('%s', (_, at) => {
  test('never leaves the diff, and is still seen to change', () => {
    fc.assert(
      fc.property(secretText, secretText, (first, second) => {
        fc.pre(first.toUpperCase() !== second.toUpperCase());
        const base = [revisionObject(at(first))];
        const head = [revisionObject(at(second))];
        const [updated] = changesOf(base, head);
        const all = JSON.stringify([updated, changesOf([], head), changesOf(base, [])]).toUpperCase();
        expect(all).not.toContain(first.toUpperCase());
        expect(all).not.toContain(second.toUpperCase());
        expect(updated?.fields.length).toBeGreaterThan(0);
        expect(updated?.hunks).toBeTypeOf('string');
      }),
      { numRuns: 25 },
    );
  });
});

/** What people and generators put into passwords: spaces, quotes, slashes, signs that mean something in a URL or a shell. */
const awkwardText = fc.string({
  minLength: 12,
  maxLength: 30,
  unit: fc.constantFrom(...Array.from('aZ09 @/:#$%&?=+"\'\\,;|{}[]<>~')),
});
const wholeValues = new Set([
  'stringData of a Secret',
  'data of a Secret',
  'a Secret within a List',
  'the last-applied annotation',
  'an annotation which carries a Secret as JSON',
  'env DB_PASSWORD',
  'a ConfigMap entry named as a credential',
  'a properties file',
  'a JSON file',
  'an argument --password=',
  'Helm values',
  'a Helm parameter',
  'a JSON patch',
]);

describe.each(places.filter(([title]) => wholeValues.has(title)))('%s', (_, at) => {
  test('is hidden whatever signs it holds', () => {
    fc.assert(
      fc.property(awkwardText, (value) => {
        fc.pre(value.trim().length > 10 && value === value.trim());
        const all = JSON.stringify(changesOf([], [revisionObject(at(value))]));
        for (const part of value.split(/["\\]/).filter((each) => each.length > 5)) expect(all).not.toContain(part);
      }),
      { numRuns: 50 },
    );
  });
});

function changesOf(base: ReturnType<typeof revisionObject>[], head: ReturnType<typeof revisionObject>[]) {
  return diffObjects({ base, head, kubernetesVersion: '1.34' }).map(({ change }) => change);
}

describe('masking', () => {
  test('tells added, removed, changed and unchanged keys of a Secret apart, and nothing else', () => {
    const before = secret({ gone: 'a', same: 'b', other: 'c' });
    const after = secret({ same: 'b', other: 'a much longer one', added: '' });
    expect(maskObjects(before, after)).toMatchObject({
      before: { stringData: { gone: '***', same: '***', other: '*** (before)' } },
      after: { stringData: { same: '***', other: '*** (after)', added: '***' } },
    });
    const [change] = changesOf([revisionObject(before)], [revisionObject(after)]);
    expect(change?.fields).toEqual([
      { path: 'stringData.added', type: 'Added', masked: true },
      { path: 'stringData.gone', type: 'Removed', masked: true },
      { path: 'stringData.other', type: 'Changed', masked: true },
    ]);
  });

  test('sees two swapped passwords as two changes', () => {
    const [change] = changesOf([revisionObject(withTokens('x1', 'y2'))], [revisionObject(withTokens('y2', 'x1'))]);
    expect(change?.fields.map(({ path, type }) => [path, type])).toEqual([
      ['spec.template.spec.containers[name=web].env[name=A_TOKEN].value', 'Changed'],
      ['spec.template.spec.containers[name=web].env[name=B_TOKEN].value', 'Changed'],
    ]);
  });

  test.each([
    ['LOG_LEVEL', 'debug'],
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['SECRET_NAME', 'db-credentials'],
    ['TOKEN_TTL', '3600'],
    ['MONKEY', 'banana'],
    ['URL', 'http://db:5432/shop?mail=a@example.com'],
    ['IMAGE', 'registry.example.com:5000/shop/web@sha256:0123'],
    ['NOTE', 'Certificate -----BEGIN CERTIFICATE----- MIIB'],
  ])('shows %s=%s', (name, value) => {
    const shown = maskObjects(undefined, workload({ container: { env: [{ name, value }] } })).after;
    expect(JSON.stringify(shown)).toContain(JSON.stringify(value));
  });

  test('leaves references to Secrets readable', () => {
    const references = workload({
      pod: {
        imagePullSecrets: [{ name: 'registry' }],
        volumes: [{ name: 'v', secret: { secretName: 'files', items: [{ key: 'password', path: 'password' }] } }],
      },
      container: {
        env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
        envFrom: [{ secretRef: { name: 'all' } }],
      },
    });
    expect(maskObjects(references, references).after).toEqual(references);
  });

  test('keeps values which it does not hide as they are, big integers too', () => {
    const value = custom('Big', { id: 9007199254740993n, on: true, none: null, list: [1, [2]], empty: {} });
    expect(maskObjects(value, undefined).before).toEqual(value);
  });
});

test.each([
  { kind: 'Secret&a', stringData: { a: 'tiger-lily' } },
  { kind: 'Sercet', stringData: { a: 'tiger-lily' } },
  { kind: 'MySecret', data: { a: 'dGlnZXItbGlseQ==' } },
])('the data of what is a Secret but for its kind is hidden: $kind', (object) => {
  const { after } = maskObjects(undefined, { apiVersion: 'v1', metadata: { name: 'a' }, ...object });
  expect(JSON.stringify(after)).not.toMatch(/tiger|dGln/);
});

/** A value which lacks the space before it is part of its key. */
function astray(value: string) {
  return secret({ [`password:${value}`]: '' });
}

describe('a key which no Secret may have', () => {
  test('is hidden, for it may be a value that lacks the space before it', () => {
    expect(JSON.stringify(maskObjects(undefined, astray('tiger-lily')).after)).not.toContain('tiger');
  });

  test('still differs where it does', () => {
    const { before, after } = maskObjects(astray('tiger-lily'), astray('dragonfly'));
    expect([before?.['stringData'], after?.['stringData']]).toEqual([
      { '*** (before)': '***' },
      { '*** (after)': '***' },
    ]);
  });

  test('is shown where it is no part of a Secret', () => {
    const key = 'kubectl.kubernetes.io/last-applied-configuration';
    const before = workload({ annotations: { [key]: '{"a": "tiger-lily"}', other: 'b' } });
    expect(JSON.stringify(maskObjects(before, workload({ annotations: { other: 'b' } })).before)).toContain(
      `"${key}":"***"`,
    );
    expect(JSON.stringify(maskObjects(before, undefined).before)).toContain(`"${key}":"***"`);
  });

  test('is told in no refusal', () => {
    const [change] = diffObjects({
      base: [],
      head: [revisionObject(astray('tiger-lily'))],
      kubernetesVersion: '1.34',
    });
    expect(change?.change.rejected.length).toBeGreaterThan(0);
    expect(JSON.stringify(change?.change)).not.toContain('tiger');
  });
});

test('of thousands of refusals the first hundred are told, and how many more there are', () => {
  const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k ${index}`, `value ${index}`]));
  const [change] = diffObjects({ base: [], head: [revisionObject(secret(keys))], kubernetesVersion: '1.34' });
  expect(change?.change.rejected).toHaveLength(100);
  expect(change?.change.rejected.at(-1)?.reason).toContain('4900 more refusals are left out');
});
