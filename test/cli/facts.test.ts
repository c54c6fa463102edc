import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { list, liveDeployment, liveObject } from '../app/live-objects.ts';
import { temporaryFolder, writeFiles } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'image-change');
const sides = ['--base-dir', join(golden, 'base'), '--head-dir', join(golden, 'head')];

function runWith(text: string | undefined, command = 'plan') {
  const cwd = temporaryFolder();
  if (text !== undefined) writeFiles(cwd, { 'facts.json': text });
  return runCli([command, ...sides, '--facts', './facts.json'], { cwd });
}

test.each(['plan', 'diff'])('rollcast %s takes the facts of a cluster', (command) => {
  const { code, stderr } = runWith(JSON.stringify(list(liveDeployment('web'))), command);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('wrong facts exit 2 with one line which helps', () => {
  test.each([
    ['a file which is not there', undefined, 'the facts ./facts.json cannot be read: is the path of --facts right?'],
    [
      'a wrong type',
      JSON.stringify(list(liveDeployment('web', {}, { replicas: '3' })), null, 1),
      './facts.json:16: items[0].status.replicas: expected a whole number',
    ],
    [
      'what kubectl leaves when it fails',
      '',
      './facts.json: there is no object in it; are context and namespace right? ' +
        'expected what `kubectl get deploy,sts,ds,rs,hpa,pdb,resourcequota,nodes -A -o json` prints',
    ],
  ])('%s', (_, text, message) => {
    const { code, stdout, stderr } = runWith(text);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `rollcast: ${message}\n` });
  });
});

test('the published schema of the facts takes what Rollcast takes, and refuses what it refuses', () => {
  const schema = JSON.parse(runCli(['schema', 'facts']).stdout) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const node = liveObject('v1/Node', 'a', {});
  const accepted = [
    list(),
    list(liveDeployment('web'), node),
    list({ apiVersion: 'v1', kind: 'Pod' }, { apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet' }),
  ];
  const refused = [
    {},
    [],
    { ...list(), items: {} },
    list({ kind: 'Pod' }),
    list(liveDeployment('web', {}, { replicas: -1 })),
    list({ ...node, metadata: {} }),
    list({ ...liveDeployment('web'), metadata: { name: 'web' } }),
  ];
  expect(accepted.map((each) => validate(each))).toEqual(accepted.map(() => true));
  expect(refused.map((each) => validate(each))).toEqual(refused.map(() => false));
});
