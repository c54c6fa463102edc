/** Ways in which a secret value stands in a repository: each gives the text of a file that holds the value. */
type HidingPlace = (value: string) => string;

const head = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n';
const pod = (container: string, kind = 'Deployment', apiVersion = 'apps/v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec:\n  serviceName: web\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: shop/web:1\n${container.replaceAll(/^/gm, '          ')}\n`;
const configMap = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\ndata:\n${data.replaceAll(/^/gm, '  ')}\n`;
const json = (text: string) => JSON.stringify(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Within a Secret, or what was meant to be one: nothing but its metadata and its type may ever be shown. */
export const secretManifests: Readonly<Record<string, HidingPlace>> = {
  data: (value) => `${head}data:\n  password: ${base64(value)}\n`,
  'data that is not encoded': (value) => `${head}data:\n  password: "!${value}"\n`,
  stringData: (value) => `${head}stringData:\n  colour: ${value}\n`,
  'many lines of stringData': (value) =>
    `${head}stringData:\n  app.conf: |\n    user: root\n    x ${value}\n    y: 1\n`,
  'a number': (value) => `${head}stringData:\n  pin: ${digits(value)}\n`,
  'data that is text': (value) => `${head}data: ${value}\n`,
  'data that is a list': (value) => `${head}data: [${value}, {a: ${value}}]\n`,
  'data that is nested': (value) => `${head}data:\n  a: {b: {c: ${value}}}\n  l: [${value}]\n`,
  'a field that Secrets do not have': (value) => `${head}Data:\n  a: ${value}\nspec: {b: ${value}}\nvalue: ${value}\n`,
  'a key that the API server refuses': (value) => `${head}stringData:\n  "a b/c": ${value}\n`,
  'a type that wants other keys': (value) => `${head}type: kubernetes.io/tls\nstringData:\n  other: ${value}\n`,
  'an immutable Secret': (value) => `${head}immutable: true\nstringData:\n  a: ${value}\n`,
  'a key written twice': (value) =>
    `${head}stringData:\n  a: ${value}1\n  a: ${value}\ndata: {}\ndata: {b: ${base64(value)}}\n`,
  'the last-applied annotation': (value) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: ${json(json(value))}\n`,
  'data indented into the metadata': (value) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  colour: ${value}\n  stringData: {a: ${value}}\n`,
  'a List': (value) =>
    `apiVersion: v1\nkind: List\nitems:\n- ${head.replaceAll('\n', '\n  ')}stringData: {a: ${value}}\n`,
  'a SecretList': (value) =>
    `apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: db}\n  stringData: {a: ${value}}\n`,
  'a List within a List': (value) =>
    `apiVersion: v1\nkind: List\nitems:\n- kind: List\n  apiVersion: v1\n  items:\n  - {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {x: ${value}}}\n`,
  'another version': (value) => `${head.replace('v1', 'v1beta9')}data: {a: ${value}}\n`,
  'lower case': (value) => `${head.replace('Secret', 'secret')}data: {a: ${value}}\n`,
  'an alias': (value) => `${head}data: &d {a: ${value}}\nstringData: *d\nmore: {<<: *d}\n`,
  'a tag': (value) => `${head}data: !!binary ${value}\nstringData: {a: !!int ${value}, b: !foo ${value}}\n`,
  'no name': (value) => `apiVersion: v1\nkind: Secret\nmetadata: {generateName: db-}\nstringData: {a: ${value}}\n`,
  'no metadata': (value) => `apiVersion: v1\nkind: Secret\nstringData: {a: ${value}}\n`,
  'metadata of another type': (value) =>
    `apiVersion: v1\nkind: Secret\nmetadata: [${value}]\nstringData: {a: ${value}}\n`,
  'an unfinished quote': (value) => `${head}stringData:\n  a: "${value}\n  b: 1\n`,
  'a tab': (value) => `${head}stringData:\n\ta: ${value}\n`,
  'wrong indentation': (value) => `${head}stringData:\n    a: ${value}\n  b: ${value}\n c: ${value}\n`,
  'an unknown alias': (value) => `${head}stringData:\n  a: *${value}\n`,
  'an anchor': (value) => `${head}stringData:\n  a: &${value} x\n  b: *${value}\n`,
  'an unknown directive': (value) => `%${value} 1\n---\n${head}stringData: {a: ${value}}\n`,
  'a tag that is unknown': (value) => `${head}stringData:\n  a: !${value} x\n`,
  'an escape that is none': (value) => `${head}stringData:\n  a: "\\q${value}"\n`,
  'broken JSON': (value) =>
    `{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"a": "${value}" "b"}}`,
  JSON: (value) => `{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"a": "${value}"}}`,
  'text after a separator': (value) => `${head}stringData: {a: b}\n--- ${value}\nx: y\n`,
  'text after the end': (value) => `${head}stringData: {a: b}\n...\n${value}\n`,
  'a template': (value) => `${head.replace('db', '{{ .Values.name }}')}stringData: {a: ${value}}\n{{ end }}\n`,
  'a patch': (value) => `${head}$patch: merge\nstringData: {a: ${value}}\n`,
  'a file of SOPS': (value) =>
    `${head}data:\n  a: ENC[AES256_GCM,data:${value},iv:x,tag:y,type:str]\nsops:\n  mac: ENC[${value}]\n  lastmodified: "2026-01-01T00:00:00Z"\n`,
  'a comment beside the value': (value) =>
    `${head}# ${value}\nstringData: # ${value}\n  # ${value}\n  a: b # ${value}\n  c: |\n    # ${value}\n# ${value}\n`,
  'a value over many lines': (value) =>
    `${head}stringData:\n  a: >-\n    ${parts(value).join('\n    ')}\n  b: "${parts(value).join('\n    ')}"\n  c: |\n    ${parts(value).join('\n    ')}\n`,
  'a value which is quoted and escaped': (value) =>
    `${head}stringData: {a: "\\"${value}\\n\\u0041", b: '${value}''x', c: "\\x${value.charCodeAt(0).toString(16)}${value.slice(1)}"}\n`,
  'a value in an address': (value) =>
    `${head}stringData: {a: "postgres://root:${encodeURIComponent(`${value}/@`)}@db/x?password=${value}"}\n`,
  'a byte that is not UTF-8': (value) => `${head}stringData: {a: ${value}\u0080}\n`,
  'a NUL': (value) => `${head}stringData: {a: ${value}\u0000}\n`,
};

/** Elsewhere: under the name of a credential, or in a text that carries one. */
export const credentialPlaces: Readonly<Record<string, HidingPlace>> = {
  'the environment': (value) =>
    pod(`env:\n  - {name: DB_PASSWORD, value: ${value}}\n  - {name: API_TOKEN, value: x${value}}`),
  'the environment of a StatefulSet': (value) => pod(`env: [{name: SECRET_KEY, value: ${value}}]`, 'StatefulSet'),
  'the environment of a Rollout': (value) =>
    pod(`env: [{name: CLIENT_SECRET, value: ${value}}]`, 'Rollout', 'argoproj.io/v1alpha1'),
  'the environment of a refused workload': (value) =>
    pod(`env: [{name: DB_PASSWORD, value: ${value}}, {name: DB_PASSWORD, value: [${value}]}]\nimage: 7`),
  'an address': (value) => pod(`env: [{name: DATABASE_URL, value: "postgres://root:${value}@db/x"}]`),
  'an argument': (value) => pod(`args: ["--password=${value}", "--api-key", "${value}"]`),
  'a shell command': (value) => pod(`command: ["sh", "-c", "export PASSWORD=${value}; run"]`),
  'a file in a ConfigMap': (value) =>
    configMap(`app.properties: |\n  colour=red\n  db.password=${value}\n  api_token: ${value}`),
  'a Secret in a ConfigMap': (value) =>
    configMap(`secret.yaml: |\n  apiVersion: v1\n  kind: Secret\n  stringData:\n    colour: ${value}`),
  'an entry of a ConfigMap': (value) => configMap(`DB_PASSWORD: ${value}\ntoken: "${value}"`),
  'values of a release': (value) =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: db}\nspec:\n  chart: {spec: {chart: x}}\n  values: {auth: {password: ${value}}, secrets: {colour: ${value}}}\n`,
  'values of a chart': (value) => `auth:\n  password: ${value}\n`,
  'a generator of Secrets': (value) => `secretGenerator:\n- name: db\n  literals: [colour=${value}]\n`,
  'a JSON patch': (value) => `- {op: replace, path: /data/password, value: ${value}}\n`,
};

/** The halves of a value, each long enough to be found again. */
export function parts(value: string): readonly string[] {
  return value.match(/.{1,10}/g) ?? [];
}

/** The name under which a place is taken for what it is. */
export function fileNameOf(place: string): string {
  if (place.startsWith('values')) return 'values.yaml';
  if (place.startsWith('a generator')) return 'kustomization.yaml';
  return place.includes('JSON') ? 'web.json' : 'web.yaml';
}

/** Digits which come from the value, so that they are found again. */
export function digits(value: string): string {
  return Array.from(value, (character) => character.charCodeAt(0))
    .join('')
    .slice(0, 15);
}
