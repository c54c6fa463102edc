import { type Arbitrary, array, constantFrom, dictionary, integer, letrec, nat, oneof, tuple } from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/schema/json.ts';

/** What a field may hold that nobody expects there: other types, limits of numbers, names of JavaScript, markup. */
const hostileScalars: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 31,
  -(2 ** 63),
  2n ** 64n,
  '',
  ' ',
  '0',
  '-5%',
  '25%',
  '300%',
  '1e9',
  '1Gi',
  '99999999999999999999999999E',
  'NaN',
  '2026-01-01T00:00:00Z',
  '__proto__',
  'constructor',
  'toString',
  '{{ .Values.image }}',
  '${IMAGE}',
  '<script>@octocat</details>`|',
  '\u0000\u001B[31m\u202E',
  '\uD800',
  'line\nline\n',
  '*** (before)',
  'x'.repeat(3000),
];

const keys = [
  'name',
  'port',
  'app',
  'containers',
  'key',
  'value',
  '__proto__',
  'constructor',
  'a/b.c[0]',
  '',
  '-',
  '$patch',
];

const hostileValue: Arbitrary<JsonValue> = letrec<{ any: JsonValue }>((tie) => ({
  any: oneof(
    { maxDepth: 3 },
    constantFrom(...hostileScalars),
    array(tie('any'), { maxLength: 3 }),
    dictionary(constantFrom(...keys), tie('any'), { maxKeys: 3 }),
  ),
})).any;

/** Ordinary objects which belong together: what a change of one does depends on the others. */
const ordinary: readonly JsonObject[] = [
  deployment('apps/v1', 'Deployment', 'web'),
  deployment('apps/v1', 'Deployment', 'api'),
  deployment('apps/v1', 'StatefulSet', 'db'),
  deployment('argoproj.io/v1alpha1', 'Rollout', 'canary'),
  service('web', { app: 'web' }),
  service('api', { app: 'api', version: 'a' }),
  object('v1', 'ConfigMap', 'web-config', { data: { 'app.properties': 'colour=red\nsize=3\n', LEVEL: 'info' } }),
  object('v1', 'Secret', 'web-secret', { type: 'Opaque', data: { user: 'cm9vdA==' }, stringData: { pin: '1234' } }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 6,
    },
  }),
  object('policy/v1', 'PodDisruptionBudget', 'web', {
    spec: { minAvailable: '50%', selector: { matchLabels: { app: 'web' } } },
  }),
  object('batch/v1', 'CronJob', 'report', {
    spec: { schedule: '0 4 * * *', jobTemplate: { spec: { template: podTemplate('report') } } },
  }),
  object('example.com/v1', 'Widget', 'odd', { spec: { template: podTemplate('odd'), size: 3 } }),
];

function object(apiVersion: string, kind: string, name: string, rest: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
}

function service(name: string, selector: JsonObject): JsonObject {
  return object('v1', 'Service', name, { spec: { selector, ports: [{ port: 80, targetPort: 'http' }] } });
}

function deployment(apiVersion: string, kind: string, name: string): JsonObject {
  const spec = { replicas: 4, selector: { matchLabels: { app: name } }, template: podTemplate(name) };
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } };
  const more = kind === 'StatefulSet' ? { serviceName: name } : { strategy, minReadySeconds: 5, paused: false };
  return object(apiVersion, kind, name, { spec: { ...spec, ...more } });
}

function podTemplate(name: string): JsonObject {
  return {
    metadata: { labels: { app: name, version: 'a' }, annotations: { note: 'x' } },
    spec: {
      terminationGracePeriodSeconds: 20,
      containers: [
        {
          name,
          image: `shop/${name}:1`,
          env: [
            { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'web-config', key: 'LEVEL' } } },
            { name: 'API_TOKEN', value: 'tok' },
          ],
          envFrom: [{ secretRef: { name: 'web-secret' } }],
          ports: [{ name: 'http', containerPort: 8080 }],
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
          readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5, initialDelaySeconds: 3 },
        },
      ],
      volumes: [{ name: 'config', configMap: { name: 'web-config' } }],
    },
  };
}

/** A place within a manifest, counted around, and what is to stand there; undefined: nothing. */
type Alteration = readonly [place: number, value: JsonValue | undefined];

const alteration: Arbitrary<Alteration> = tuple(
  nat(),
  oneof({ weight: 4, arbitrary: hostileValue }, constantFrom(undefined)),
);

/** An ordinary object, a few places of which hold what does not belong there. */
export const hostileObject: Arbitrary<JsonObject> = tuple(
  constantFrom(...ordinary),
  array(alteration, { maxLength: 3 }),
).map(([manifest, alterations]) => alterations.reduce(altered, manifest));

/** Objects none of which has the identity of another: of two equal ones the later would count. */
export const hostileObjects: Arbitrary<readonly JsonObject[]> = array(
  tuple(nat({ max: ordinary.length - 1 }), array(alteration, { maxLength: 2 })),
  { minLength: 1, maxLength: 6 },
).map((picks) => {
  const byIndex = new Map(picks);
  return [...byIndex].map(([index, alterations]) => alterations.reduce(alteredBelowIdentity, ordinary[index] ?? {}));
});

/** Both sides of an edit: the same objects, each with alterations of its own. */
export const hostileEdit: Arbitrary<{ base: readonly JsonObject[]; head: readonly JsonObject[] }> = tuple(
  hostileObjects,
  array(tuple(nat(), alteration), { minLength: 1, maxLength: 4 }),
).map(([base, alterations]) => ({
  base,
  head: alterations.reduce<readonly JsonObject[]>(
    (objects, [which, change]) =>
      objects.map((each, index) => (index === which % objects.length ? alteredBelowIdentity(each, change) : each)),
    base,
  ),
}));

function altered(manifest: JsonObject, [place, value]: Alteration): JsonObject {
  const places = placesOf(manifest, []);
  const changed = replaced(manifest, places[place % places.length] ?? [], value);
  return changed as JsonObject;
}

function alteredBelowIdentity(manifest: JsonObject, [place, value]: Alteration): JsonObject {
  const identity = new Set(['apiVersion', 'kind', 'metadata', 'metadata/name', 'metadata/namespace']);
  const places = placesOf(manifest, []).filter((path) => !identity.has(path.join('/')));
  const changed = replaced(manifest, places[place % places.length] ?? [], value);
  return changed as JsonObject;
}

function placesOf(node: JsonValue, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => [[...path, key], ...placesOf(child, [...path, key])]);
}

function replaced(node: JsonValue, [key, ...rest]: readonly string[], value: JsonValue | undefined): JsonValue {
  if (typeof node !== 'object' || node === null || key === undefined) return node;
  const entries = Object.entries(node).flatMap(([name, child]): [string, JsonValue][] => {
    if (name !== key) return [[name, child]];
    if (rest.length > 0) return [[name, replaced(child, rest, value)]];
    return value === undefined ? [] : [[name, value]];
  });
  return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** Objects as the documents of one YAML file. */
export function toYaml(objects: readonly JsonValue[]): string {
  return objects.map((each) => `---\n${yamlBlock(each, 0)}`).join('');
}

/** Block style for what has entries, JSON for the rest: every JSON scalar is a YAML scalar. */
function yamlBlock(value: JsonValue, indent: number): string {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item: JsonValue) => `${margin}-${nested(item, indent)}`).join('');
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Object.entries(value)
      .map(([key, child]) => `${margin}${JSON.stringify(key)}:${nested(child, indent)}`)
      .join('');
  }
  return `${margin}${typeof value === 'bigint' ? value : JSON.stringify(value)}\n`;
}

function nested(value: JsonValue, indent: number): string {
  const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isBlock ? `\n${yamlBlock(value, indent + 2)}` : ` ${yamlBlock(value, 0)}`;
}

/** What happens to files: bytes flip, lines go, come twice, change places or their indentation, scalars are replaced. */
type Damage = readonly [how: (typeof damages)[number], place: number, other: number];
const damages = ['FlipByte', 'DeleteLine', 'DoubleLine', 'SwapLines', 'Indent', 'Replace', 'Cut', 'Insert'] as const;

export const damage: Arbitrary<readonly Damage[]> = array(tuple(constantFrom(...damages), nat(), nat()), {
  minLength: 1,
  maxLength: 5,
});

const insertions = [
  '\t',
  '\u0000',
  '---',
  '- ',
  ': ',
  '&a ',
  '*a ',
  '!!binary ',
  '"',
  "'",
  '{',
  ']',
  '#',
  '|',
  '>-',
  '%',
  '\r',
  '\uFEFF',
  '<<: ',
];

export function damaged(text: string, harm: readonly Damage[]): string {
  return harm.reduce(damagedOnce, text);
}

function damagedOnce(whole: string, [how, place, other]: Damage): string {
  const lines = whole.split('\n');
  const at = place % lines.length;
  const line = lines[at] ?? '';
  const character = place % Math.max(1, whole.length);
  switch (how) {
    case 'FlipByte':
      return `${whole.slice(0, character)}${String.fromCharCode(other % 256)}${whole.slice(character + 1)}`;
    case 'DeleteLine':
      return lines.toSpliced(at, 1).join('\n');
    case 'DoubleLine':
      return lines.toSpliced(at, 0, line).join('\n');
    case 'SwapLines':
      return lines
        .with(at, lines[other % lines.length] ?? '')
        .with(other % lines.length, line)
        .join('\n');
    case 'Indent':
      return lines.with(at, other % 2 === 0 ? `  ${line}` : line.replace(/^ {1,2}/, '')).join('\n');
    case 'Replace': {
      const scalar = hostileScalars[other % hostileScalars.length] ?? null;
      const text = typeof scalar === 'bigint' ? `${scalar}` : JSON.stringify(scalar);
      return lines.with(at, line.replace(/: .*$/, `: ${text}`)).join('\n');
    }
    case 'Cut':
      return whole.slice(0, character);
    case 'Insert':
      break;
  }
  return `${whole.slice(0, character)}${insertions[other % insertions.length] ?? ''}${whole.slice(character)}`;
}

/** Names which git can hold, some of them with a meaning for the reader. */
export const fileName: Arbitrary<string> = tuple(
  constantFrom(
    '',
    'a/',
    'a/b/',
    'base/',
    'templates/',
    'charts/x/templates/',
    '-x/',
    'sp ace/',
    'new\nline/',
    '<b>/',
    '../',
  ),
  oneof(
    constantFrom(
      'web',
      'kustomization',
      'Chart',
      'values',
      'values-prod',
      '-rf',
      '.hidden',
      'a"b',
      "a'b",
      '@octocat',
      '`',
      '|',
    ),
    integer({ min: 1, max: 0x7ff }).map((code) => String.fromCharCode(code).replaceAll('/', '_')),
  ),
  constantFrom('.yaml', '.yml', '.json', '.YAML', '.yaml.gotmpl', '.txt', '', '.sops.yaml', '.enc.yaml'),
).map((parts) => parts.join(''));
