import { describe, expect, test } from 'vitest';
import { planRevisions } from '../../src/app/plan-revisions.ts';
import type { ChangedFile, RevisionFile, RevisionSource } from '../../src/app/ports.ts';
import { planInline } from '../plan-inline.ts';

const options = { toolVersion: '0.0.0', kubernetesVersion: '1.34' };

function sourceOf(changed: readonly ChangedFile[]): RevisionSource {
  return {
    base: { type: 'Inline' },
    head: { type: 'Inline' },
    changedFiles: async () => changed,
    paths: async () => [],
    files: async () => [],
    links: async () => [],
    unchangedMentioning: async () => [],
    settingsFile: async () => undefined,
    settingsFiles: async () => [],
  };
}

const entry = (path: string, type: RevisionFile['type']): RevisionFile => ({ path, type, bytes: new Uint8Array() });

describe('what is no file', () => {
  test.each([
    ['a submodule', entry('vendor/lib', 'Submodule'), 'Submodule'],
    ['a symbolic link to a manifest', entry('web.yaml', 'SymbolicLink'), 'SymbolicLink'],
  ])('%s is told and not read, whether it comes, changes or goes', async (_, file, reason) => {
    const sides = [
      { base: undefined, head: file },
      { base: file, head: file },
      { base: file, head: undefined },
    ];
    for (const changed of sides) {
      const plan = await planRevisions(sourceOf([changed]), options);
      expect(plan.notComputed).toMatchObject([{ what: file.path, reason }]);
      expect(plan.outcome).toBe('Indeterminate');
    }
  });

  test('a link of another name says nothing', async () => {
    const changed = [{ base: undefined, head: entry('latest', 'SymbolicLink') }];
    expect(await planRevisions(sourceOf(changed), options)).toMatchObject({ outcome: 'Unchanged', notComputed: [] });
  });
});

const binary = (byte: number) => ({ ...entry('web.yaml', 'File'), bytes: Uint8Array.of(0x61, 0xff, byte) });

const web = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:${image}"}]}}}\n`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: front, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
const other = web('1').replaceAll('name: web,', 'name: batch,');
const autoscaler =
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: x, namespace: shop}\nspec: {minReplicas: 4, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: batch}}\n';

test('what is three hops away is found: the Service in front, its other workload, and the autoscaler of that', async () => {
  const around = { 'service.yaml': service, 'batch.yaml': other, 'scale.yaml': autoscaler };
  const plan = await planInline({ 'web.yaml': web('1'), ...around }, { 'web.yaml': web('2'), ...around });
  expect(plan.traffic.map(({ endpoints }) => endpoints)).toEqual([{ before: 5, floor: 5, after: 5 }]);
  expect(plan.notComputed).toEqual([]);
});

test('an unchanged object is taken once, though a changed file and an unchanged one lead to it', async () => {
  const around = { 'service.yaml': service };
  const plan = await planInline(
    { 'web.yaml': `${web('1')}---\n${other}`, ...around },
    { 'web.yaml': `${web('2')}---\n${other}`, ...around },
  );
  expect(plan.traffic).toHaveLength(1);
  expect(plan.traffic[0]?.endpoints.before).toBe(2);
});

test('a binary file that changes is not the same as no change', async () => {
  const plan = await planRevisions(sourceOf([{ base: binary(1), head: binary(2) }]), options);
  expect(plan.outcome).toBe('Indeterminate');
  expect(plan.notComputed.map(({ linesChanged }) => linesChanged)).toEqual(plan.notComputed.map(() => undefined));
});
