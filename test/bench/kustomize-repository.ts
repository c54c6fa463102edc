import { execFileSync } from 'node:child_process';
import { type Files, writeFiles } from './generate-manifests.ts';

const environments = ['dev', 'test', 'staging', 'production'];
const apps = Array.from({ length: 100 }, (_, index) => `app${index}`);

/** The directories of the 400 kustomizations which are applied. */
export const overlays: readonly string[] = apps.flatMap((app) =>
  environments.map((environment) => `apps/${app}/overlays/${environment}`),
);

/** The component is used by a tenth of the overlays. */
const withComponent: ReadonlySet<string> = new Set(overlays.slice(0, 40));

/** Another image of one overlay, and another annotation of all which use the component. */
export type Edit = 'Image' | 'Component';

/** A hundred apps, each with a base and four overlays. */
export function kustomizeFiles(edit: Edit | undefined): Files {
  const files = new Map([
    ['components/team/kustomization.yaml', component(edit === 'Component' ? 'b' : 'a')],
    ...apps.flatMap((app) => baseFiles(app)),
    ...overlays.map((directory): [string, string] => [`${directory}/kustomization.yaml`, overlay(directory, '1.0.0')]),
  ]);
  const [changed = ''] = overlays.slice(171);
  if (edit === 'Image') files.set(`${changed}/kustomization.yaml`, overlay(changed, '1.1.0'));
  return files;
}

/** The roots which an edit reaches. */
export function reachedBy(edit: Edit): readonly string[] {
  return edit === 'Image' ? overlays.slice(171, 172) : [...withComponent];
}

function component(team: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: { team: ${team} }\n`;
}

function baseFiles(app: string): [string, string][] {
  const selector = `{ app: ${app} }`;
  const container = `{ name: app, image: registry.example.com/${app} }`;
  return [
    [`apps/${app}/base/kustomization.yaml`, 'resources:\n  - deployment.yaml\n  - service.yaml\n'],
    [
      `apps/${app}/base/deployment.yaml`,
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${app} }\nspec:\n  selector: { matchLabels: ${selector} }\n  template:\n    metadata: { labels: ${selector} }\n    spec: { containers: [${container}] }\n`,
    ],
    [
      `apps/${app}/base/service.yaml`,
      `apiVersion: v1\nkind: Service\nmetadata: { name: ${app} }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`,
    ],
  ];
}

function overlay(directory: string, tag: string): string {
  const [, app = '', , environment = ''] = directory.split('/');
  return [
    `namespace: ${environment}`,
    'resources:',
    '  - ../../base',
    ...(withComponent.has(directory) ? ['components:', '  - ../../../../components/team'] : []),
    'images:',
    `  - name: registry.example.com/${app}`,
    `    newTag: ${tag}`,
    'replicas:',
    `  - name: ${app}`,
    '    count: 3',
    '',
  ].join('\n');
}

/** Both revisions as folders, for a build by hand. */
export function writeBoth(folder: string, edit: Edit): readonly [base: string, head: string] {
  return [writeFiles(`${folder}/base`, kustomizeFiles(undefined)), writeFiles(`${folder}/head`, kustomizeFiles(edit))];
}

export function isKubectlInstalled(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
