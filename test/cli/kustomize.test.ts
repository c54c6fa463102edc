import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRenderer } from '../../src/render/open-renderer.ts';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { type TemporaryRepository, temporaryFolder, temporaryRepository } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const renderer = await openRenderer({ environment: process.env, cacheFolder: undefined });
const isPresent = renderer?.name.startsWith('kubectl ') === true;
if (!isPresent) console.warn('no kubectl of today is installed: the builds of whole repositories are not tested');

type Files = Readonly<Record<string, string>>;

const environments = ['dev', 'staging', 'production'] as const;
const apps = Array.from({ length: 30 }, (_, index) => `app${index + 1}`);

/** Three environments of thirty apps: bases, a component, generators of both kinds, patches. */
function platform(): Files {
  return Object.assign({}, component(), ...apps.map(appFiles));
}

function component(): Files {
  return {
    'components/metrics/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: port.yaml\n    target: { kind: Deployment }\n',
    'components/metrics/port.yaml':
      '- { op: add, path: /spec/template/metadata/annotations, value: { prometheus.io/scrape: "true" } }\n',
  };
}

function appFiles(app: string, index: number): Files {
  const base = `apps/${app}/base`;
  return {
    [`${base}/kustomization.yaml`]: 'resources:\n  - deployment.yaml\n  - service.yaml\n',
    [`${base}/deployment.yaml`]: deployment(app),
    [`${base}/service.yaml`]: `apiVersion: v1\nkind: Service\nmetadata: { name: ${app} }\nspec: { selector: { app: ${app} }, ports: [{ port: 80 }] }\n`,
    ...Object.fromEntries(environments.flatMap((environment) => overlay(app, environment, index))),
  };
}

function deployment(app: string): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: { name: ${app} }`,
    'spec:',
    `  selector: { matchLabels: { app: ${app} } }`,
    '  template:',
    `    metadata: { labels: { app: ${app} } }`,
    '    spec:',
    '      containers:',
    `        - name: ${app}`,
    `          image: registry.example.com/${app}`,
    '          envFrom: [{ configMapRef: { name: settings } }]',
    '',
  ].join('\n');
}

function overlay(app: string, environment: string, index: number): readonly (readonly [string, string])[] {
  const folder = `apps/${app}/overlays/${environment}`;
  const kustomization = [
    `namespace: ${environment}`,
    'resources:',
    '  - ../../base',
    ...(index % 3 === 0 ? ['components:', '  - ../../../../components/metrics'] : []),
    'images:',
    `  - name: registry.example.com/${app}`,
    '    newTag: 1.0.0',
    'replicas:',
    `  - name: ${app}`,
    `    count: ${environments.indexOf(environment as (typeof environments)[number]) + 1}`,
    'configMapGenerator:',
    '  - name: settings',
    '    envs:',
    '      - settings.env',
    ...(index % 2 === 0 ? ['generatorOptions:', '  disableNameSuffixHash: true'] : []),
    '',
  ].join('\n');
  return [
    [`${folder}/kustomization.yaml`, kustomization],
    [`${folder}/settings.env`, `LOG_LEVEL=info\nENVIRONMENT=${environment}\n`],
  ];
}

function withoutSource<Item extends { readonly source?: unknown }>(item: Item) {
  return { ...item, source: undefined };
}

/** Of all that a plan says what the two ways must agree on. */
function comparable({ changes, rollouts, findings, summary }: RolloutPlan) {
  return {
    summary,
    changes: changes.map((change) => ({ ...change, source: undefined, fields: change.fields.map(withoutSource) })),
    rollouts,
    findings: findings.map(withoutSource),
  };
}

describe.skipIf(!isPresent)('a repository of 90 kustomizations', () => {
  const base = platform();

  /** With the change in the working tree. */
  function changedRepository(changed: Files): TemporaryRepository {
    const repository = temporaryRepository();
    repository.commit(base);
    repository.write(changed);
    return repository;
  }

  function plan(changed: Files): RolloutPlan {
    const repository = changedRepository(changed);
    const { code, stdout, stderr } = runCli(['plan', '--base', 'HEAD', '--format', 'json', '--no-cache'], {
      cwd: repository.directory,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as RolloutPlan;
  }

  /** Both revisions of the roots, each built by hand into one file. */
  function planByHand(changed: Files, roots: readonly string[]): RolloutPlan {
    const folder = temporaryFolder();
    for (const [side, files] of [
      ['base', base],
      ['head', { ...base, ...changed }],
    ] as const) {
      writeAll(join(folder, 'source', side), files);
      for (const root of roots) {
        const built = execFileSync('kubectl', ['kustomize', join(folder, 'source', side, root)]);
        writeAll(join(folder, side), { [`${root}/all.yaml`]: built.toString() });
      }
    }
    const sides = ['--base-dir', join(folder, 'base'), '--head-dir', join(folder, 'head')];
    return JSON.parse(runCli(['plan', ...sides, '--format', 'json']).stdout) as RolloutPlan;
  }

  test.each<[string, string, (text: string) => string, readonly string[], RegExp]>([
    [
      'an image of one environment',
      'apps/app7/overlays/production/kustomization.yaml',
      (text) => text.replace('1.0.0', '1.1.0'),
      ['apps/app7/overlays/production'],
      /^apps\/app7\/overlays\/production\/kustomization\.yaml:8$/,
    ],
    [
      'a base',
      'apps/app2/base/deployment.yaml',
      (text) => `${text}          resources: { requests: { cpu: 100m } }\n`,
      environments.map((environment) => `apps/app2/overlays/${environment}`),
      /^apps\/app2\/base\/deployment\.yaml:13$/,
    ],
    [
      'an input of a generator with a hash suffix',
      'apps/app2/overlays/dev/settings.env',
      (text) => text.replace('info', 'debug'),
      ['apps/app2/overlays/dev'],
      /^apps\/app2\/overlays\/dev\/settings\.env:1$/,
    ],
    [
      'an input of a generator without one',
      'apps/app1/overlays/dev/settings.env',
      (text) => text.replace('info', 'debug'),
      ['apps/app1/overlays/dev'],
      /^apps\/app1\/overlays\/dev\/settings\.env:1$/,
    ],
    [
      'a component',
      'components/metrics/port.yaml',
      (text) => text.replace('"true"', '"false"'),
      apps
        .filter((_, index) => index % 3 === 0)
        .flatMap((app) => environments.map((environment) => `apps/${app}/overlays/${environment}`)),
      /^components\/metrics\/port\.yaml:1$/,
    ],
  ])(
    'is planned as two builds by hand are, and no more is built than the change of %s reaches',
    (_, path, edit, reached, source) => {
      const changed = { [path]: edit(base[path] ?? '') };
      const rendered = plan(changed);
      expect(rendered.rendered?.roots.map(({ path: root }) => root)).toEqual([...reached].toSorted());
      expect(rendered.notComputed).toEqual([]);
      expect(comparable(rendered)).toEqual(comparable(planByHand(changed, reached)));
      const updated = rendered.changes.flatMap(({ action, source: at }) =>
        action === 'update' ? [`${at.path}:${at.line}`] : [],
      );
      expect(updated.length).toBeGreaterThan(0);
      for (const place of updated) expect(place).toMatch(source);
    },
  );

  test('is planned from the cache with equal bytes, whatever the number of jobs, and nothing is left in the repository', () => {
    const repository = changedRepository({ 'components/metrics/port.yaml': '[]\n' });
    const cache = temporaryFolder();
    const run = (...args: readonly string[]) =>
      runCli(['plan', '--base', 'HEAD', '--format', 'json', ...args], {
        cwd: repository.directory,
        env: { XDG_CACHE_HOME: cache },
      });
    const first = run('--jobs', '1');
    expect(first.code).toBe(0);
    expect(existsSync(join(cache, 'rollcast'))).toBe(true);
    expect(run()).toEqual(first);
    expect(run('--no-cache', '--jobs', '3')).toEqual(first);
    expect(repository.git('status', '--porcelain')).toBe('M components/metrics/port.yaml');
  });

  test('tells that it does not follow a kustomization which is a link', () => {
    const repository = temporaryRepository();
    repository.link('web/kustomization.yaml', 'k.yaml');
    repository.commit({ 'web/k.yaml': 'resources: [d.yaml]\n', 'web/d.yaml': deployment('web') });
    repository.write({ 'web/d.yaml': deployment('web').replace('/web\n', '/web:2\n') });
    const { stdout } = runCli(['plan', '--base', 'HEAD', '--format', 'json', '--no-cache'], {
      cwd: repository.directory,
    });
    const told = JSON.parse(stdout) as RolloutPlan;
    expect(told.outcome).toBe('Indeterminate');
    expect(told.notComputed).toMatchObject([
      { what: 'web', reason: 'NotBuilt', detail: expect.stringContaining('web/kustomization.yaml is a symbolic link') },
    ]);
  });

  test('tells of a root whose base is a link when something behind the link changes', () => {
    const repository = temporaryRepository();
    repository.link('web/base', '../common');
    repository.commit({
      'web/kustomization.yaml': 'namePrefix: a-\nresources: [base]\n',
      'common/kustomization.yaml': 'resources: [d.yaml]\n',
      'common/d.yaml': deployment('web'),
    });
    repository.write({ 'common/d.yaml': deployment('web').replace('/web\n', '/web:2\n') });
    const { stdout } = runCli(['plan', '--base', 'HEAD', '--format', 'json', '--no-cache'], {
      cwd: repository.directory,
    });
    const told = JSON.parse(stdout) as RolloutPlan;
    expect(told.changes).toEqual([]);
    expect(told.notComputed).toMatchObject([
      {
        what: 'web',
        detail: 'web/base is a symbolic link: links are not followed; of its files these differ: common/d.yaml',
      },
    ]);
  });

  test('is read as it is written where neither kustomize nor kubectl is installed', () => {
    const repository = changedRepository({
      'apps/app7/overlays/production/kustomization.yaml': 'resources: [../../base]\nimages: [{ name: a, newTag: b }]\n',
    });
    const folder = temporaryFolder();
    execFileSync('ln', ['-s', execFileSync('which', ['git']).toString().trim(), join(folder, 'git')]);
    const { stdout } = runCli(['plan', '--base', 'HEAD'], { cwd: repository.directory, env: { PATH: folder } });
    expect(stdout).toContain('needs Kustomize');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'It says: image registry.example.com/app7: newTag 1.0.0 → nothing',
    );
  });
});

function writeAll(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
