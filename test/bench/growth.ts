import { type Change, configMap, deployment, lines, list, one } from '../cli/hostile-manifests.ts';
import { planInline } from '../plan-inline.ts';

/**
 * Prints how much more CPU time eight times as large a change takes, for changes which are large in one way: about eight
 * is right, 64 would be the square.
 */
const families: Readonly<Record<string, (size: number) => Change>> = {
  documents: (size) => one((edit) => list(size, (index) => configMap(`  k: "${edit}"\n`, `c${index}`)).join('---\n')),
  keys: (size) => one((edit) => configMap(lines(size, (index) => `  k${index}: "${edit}"\n`))),
  'lines of a text': (size) => one((edit) => configMap(`  k: |\n${lines(size, (index) => `    ${index} ${edit}\n`)}`)),
  'words of a text': (size) => one((edit) => configMap(`  k: "${'a '.repeat(20 * size)}${edit}"\n`)),
  'items of a list': (size) =>
    one(
      (edit) =>
        `apiVersion: x.io/v1\nkind: X\nmetadata: {name: a}\nspec:\n  items:\n${lines(size, (index) => `  - {id: ${index}, v: ${edit}}\n`)}`,
    ),
  variables: (size) =>
    one((edit) =>
      deployment({
        fields: `          env:\n${lines(size, (index) => `            - {name: V${index}, value: "${edit}"}\n`)}`,
      }),
    ),
  containers: (size) =>
    one((edit) =>
      deployment({ containers: lines(size, (index) => `        - {name: c${index}, image: "x:${edit}"}\n`) }),
    ),
  'secret refusals': (size) =>
    one((edit) =>
      deployment({
        fields: `          env:\n${lines(size, (index) => `            - {name: "TOKEN ${index}=", value: "x${edit}${index}"}\n`)}`,
      }),
    ),
  'refused objects of one List': (size) =>
    one((edit) => {
      const item = (index: number) =>
        `  - {apiVersion: v1, kind: ConfigMap, metadata: {name: c${index}}, data: {"a b": "${edit}"}}\n`;
      return `apiVersion: v1\nkind: List\nitems:\n${lines(size, item)}`;
    }),
  'renamed objects': (size) => one((edit) => list(size, (index) => configMap('', `v${edit}-c${index}`)).join('---\n')),
  'Services in front of one workload': (size) => (edit) => ({
    'a.yaml': deployment({ image: edit }),
    's.yaml': list(
      size,
      (index) =>
        `apiVersion: v1\nkind: Service\nmetadata: {name: s${index}, namespace: shop}\nspec: {selector: {app: web}}\n`,
    ).join('---\n'),
  }),
  'paths of one route': (size) => (edit) => ({
    'a.yaml': deployment({}),
    's.yaml': list(
      10,
      (index) =>
        `apiVersion: v1\nkind: Service\nmetadata: {name: s${index}, namespace: shop}\nspec: {selector: {app: web}}\n`,
    ).join('---\n'),
    'r.yaml': `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: shop}\nspec:\n  rules:\n${lines(
      size,
      (index) =>
        `    - {matches: [{path: {value: /p${index}}}], backendRefs: [{name: s${index % 10}, weight: 9}, {name: other, weight: ${edit}}]}\n`,
    )}`,
  }),
  'routes in front of one Service': (size) => (edit) => ({
    'a.yaml': deployment({ image: edit }),
    's.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}}\n`,
    'r.yaml': list(
      size,
      (index) =>
        `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r${index}, namespace: shop}\nspec: {rules: [{backendRefs: [{name: web}]}]}\n`,
    ).join('---\n'),
  }),
  'budgets in front of one workload': (size) => (edit) => ({
    'a.yaml': deployment({ image: edit }),
    'b.yaml': list(size, (index) => budget(`b${index}`, '{ matchLabels: { app: web } }')).join('---\n'),
  }),
  'workloads and budgets of all of them': (size) => (edit) => ({
    'a.yaml': list(size, (index) => deployment({ name: `web-${index}`, image: edit })).join('---\n'),
    'b.yaml': list(size, (index) => budget(`b${index}`, '{}')).join('---\n'),
  }),
  'workloads, each with a budget': (size) => (edit) => ({
    'a.yaml': list(size, (index) =>
      deployment({ name: `web-${index}`, image: edit }).replaceAll('app: web', `app: web-${index}`),
    ).join('---\n'),
    'b.yaml': list(size, (index) => budget(`b${index}`, `{ matchLabels: { app: web-${index} } }`)).join('---\n'),
  }),
  'readers of one ConfigMap': (size) => (edit) => ({
    'a.yaml': configMap(`  k: "${edit}"\n`),
    'd.yaml': list(size, (index) =>
      deployment({ name: `web-${index}`, fields: '          envFrom: [{configMapRef: {name: a}}]\n' }),
    ).join('---\n'),
  }),
};

function budget(name: string, selector: string): string {
  return `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}, namespace: shop}\nspec: {maxUnavailable: 1, selector: ${selector}}\n`;
}

process.stdout.write('| a change of | 1,000 | 8,000 | × |\n| --- | ---: | ---: | ---: |\n');
for (const [name, family] of Object.entries(families)) {
  await cpuSecondsFor(family(8000));
  const few = await leastCpuSecondsFor(family(1000));
  const many = await leastCpuSecondsFor(family(8000));
  process.stdout.write(`| ${name} | ${few.toFixed(3)} s | ${many.toFixed(3)} s | ${(many / few).toFixed(1)} |\n`);
}

async function leastCpuSecondsFor(change: Change): Promise<number> {
  return Math.min(await cpuSecondsFor(change), await cpuSecondsFor(change), await cpuSecondsFor(change));
}

async function cpuSecondsFor(change: Change): Promise<number> {
  const [before, after] = [change('1'), change('2')];
  const start = process.cpuUsage();
  await planInline(before, after);
  return process.cpuUsage(start).user / 1e6;
}
