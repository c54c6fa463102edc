import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CliPorts, TextSink } from '../../src/cli/ports.ts';
import { run } from '../../src/cli/run.ts';
import { credentialPlaces, digits, fileNameOf, parts, secretManifests } from '../app/secret-hiding-places.ts';
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
  writeFiles,
} from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

type Files = Record<string, string>;
type Side = 'before' | 'after';

const places = Object.entries({ ...secretManifests, ...credentialPlaces });

/** A value of 20 letters and digits which is nowhere by chance, and the same in every run. */
function marked(what: string, side: Side): string {
  return `Q${createHash('sha256').update(`${side} ${what}`).digest('base64').replaceAll(/\W/g, '')}`.slice(0, 20);
}

/** Every way in which a value could be told. */
function formsOf(value: string): readonly string[] {
  const base64 = Buffer.from(value).toString('base64');
  return [value, base64, digits(value), ...parts(value), value.toLowerCase(), Buffer.from(value).toString('hex')];
}

const allForms = [...places.map(([place]) => place), 'git'].flatMap((what) =>
  (['before', 'after'] as const).flatMap((side) => formsOf(marked(what, side)).map((form) => ({ what, side, form }))),
);

function expectNothingTold(outputs: Readonly<Record<string, string>>): void {
  for (const [name, output] of Object.entries(outputs)) {
    const told = allForms.filter(({ form }) => output.includes(form));
    expect(told, `${name} tells a secret`).toEqual([]);
  }
}

/** Reads what the place beside it holds, under each name that a Secret has there. */
function reader(image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: reader, namespace: shop}
spec:
  selector: {matchLabels: {app: reader}}
  template:
    metadata: {labels: {app: reader}}
    spec:
      containers:
        - name: reader
          image: shop/reader:${image}
          envFrom: [{secretRef: {name: db}}, {secretRef: {name: a}}, {configMapRef: {name: web}}]
`;
}

/** Every place in a folder of its own: changed, added, removed, and unchanged beside a Deployment which is to be read with it. */
function revision(side: Side): Files {
  const files: Files = {};
  for (const [index, [place, text]] of places.entries()) {
    const path = (folder: string) => `${folder}/${index}/${fileNameOf(place)}`;
    files[path('changed')] = text(marked(place, side));
    files[path(side === 'before' ? 'removed' : 'added')] = text(marked(place, side));
    files[path('unchanged')] = text(marked(place, 'before'));
    files[`unchanged/${index}/reader.yaml`] = reader(side === 'before' ? '1' : '2');
  }
  return files;
}

const formats = ['text', 'markdown', 'json'];

/** What each command prints in each format, on standard output and on standard error. */
function everyOutput(args: readonly string[], cwd: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const command of ['plan', 'diff', 'compare']) {
    for (const format of formats) {
      const { code, stdout, stderr } = runCli([command, ...args, '--format', format], { cwd });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.length).toBeGreaterThan(1000);
      outputs[`${command} as ${format}`] = stdout;
    }
  }
  return outputs;
}

function repository() {
  const made = temporaryRepository();
  made.commit(revision('before'));
  for (const name of readdirSync(made.directory)) if (name !== '.git') made.git('rm', '-r', '-q', name);
  made.commit(revision('after'));
  return made;
}

function openValue(side: Side): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {colour: ${marked('git', side)}}\n`;
}

describe('a Secret value is told in no output', () => {
  test('of two commits', () => {
    const { directory } = repository();
    expectNothingTold(everyOutput(['--base', 'HEAD~1', '--head', 'HEAD'], directory));
  }, 60_000);

  test('of a working tree, in files and in saved plans that are rendered', () => {
    const { directory, git } = repository();
    git('reset', '--soft', 'HEAD~1');
    const outputs = everyOutput([], directory);
    const folder = temporaryFolder();
    for (const format of formats) {
      const saved = join(folder, `plan.${format}`);
      expect(runCli(['plan', '--format', format, '--output', saved], { cwd: directory }).code).toBe(0);
      outputs[`a file of ${format}`] = readFileSync(saved, 'utf8');
    }
    for (const format of formats) {
      const { stdout, stderr } = runCli(['render', join(folder, 'plan.json'), '--format', format]);
      expect(stdout.length).toBeGreaterThan(1000);
      outputs[`a rendered plan as ${format}`] = stdout + stderr;
    }
    expectNothingTold(outputs);
  }, 60_000);

  test('of two directories', () => {
    const folder = temporaryFolder();
    writeFiles(join(folder, 'before'), revision('before'));
    writeFiles(join(folder, 'after'), revision('after'));
    expectNothingTold(everyOutput(['--base-dir', 'before', '--head-dir', 'after'], folder));
  }, 60_000);

  test('which are looked for: an open value beside them is told', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'before/a.yaml': openValue('before'), 'after/a.yaml': openValue('after') });
    const { stdout } = runCli(['plan', '--base-dir', 'before', '--head-dir', 'after', '--format', 'json'], {
      cwd: folder,
    });
    expect(() => expectNothingTold({ stdout })).toThrow('stdout tells a secret');
  });
});

describe('what git says is told without secrets', () => {
  const secret = marked('git', 'before');
  const url = `https://deploy:${secret}@127.0.0.1:9/shop.git`;
  const manifest = (image: string) => ({ 'web.yaml': reader(image), 'db.yaml': `# ${secret}\n` });

  const damages: Readonly<Record<string, (made: TemporaryRepository) => void>> = {
    'a partial clone which lacks an object': ({ git, directory }) => {
      git('config', 'extensions.partialClone', 'origin');
      git('config', 'remote.origin.promisor', 'true');
      remove(directory, git('rev-parse', 'HEAD~1:web.yaml'));
    },
    'a lost object': ({ git, directory }) => remove(directory, git('rev-parse', 'HEAD~1:web.yaml')),
    'a lost tree': ({ git, directory }) => remove(directory, git('rev-parse', 'HEAD^{tree}')),
    'an object which holds something else': ({ git, directory }) => {
      overwrite(directory, git('rev-parse', 'HEAD:web.yaml'), secret);
    },
    'a tree which holds something else': ({ git, directory }) => {
      overwrite(directory, git('rev-parse', 'HEAD^{tree}'), `blob 20\0${secret}`);
    },
    'a pack which was cut': ({ git, directory }) => {
      git('gc', '-q');
      const packs = join(directory, '.git/objects/pack');
      for (const name of readdirSync(packs).filter((each) => each.endsWith('.pack'))) {
        chmodSync(join(packs, name), 0o644);
        truncateSync(join(packs, name), 60);
      }
    },
    'a setting which is no number': ({ git }) => git('config', 'core.compression', url),
    'a setting which is no boolean': ({ git }) => git('config', 'core.bare', url),
    'a setting which git does not know': ({ git }) => git('config', 'core.repositoryFormatVersion', url),
    'settings which are cut off': ({ directory }) => {
      writeFileSync(join(directory, '.git/config'), `[remote "origin"]\n\turl = "${url}\n`);
    },
    'settings elsewhere, at an address': ({ git }) => git('config', 'include.path', url),
    'a reference which is none': ({ directory }) => writeFileSync(join(directory, '.git/HEAD'), url),
    'a branch which holds an address': ({ directory }) => {
      writeFileSync(join(directory, '.git/refs/heads/main'), url);
    },
    'an index which is none': ({ directory }) => writeFileSync(join(directory, '.git/index'), url),
    'attributes which are odd': ({ directory }) =>
      writeFileSync(join(directory, '.gitattributes'), `[attr]${url}\n${url} !x=${secret}\n`),
    'objects which are elsewhere': ({ directory }) => {
      writeFileSync(join(directory, '.git/objects/info/alternates'), `${url}\n`);
    },
  };

  test.each(Object.entries(damages))('of %s', (_, damage) => {
    const made = temporaryRepository();
    made.git('remote', 'add', 'origin', url);
    made.commit(manifest('1'));
    made.commit(manifest('2'));
    made.write(manifest('3'));
    damage(made);
    for (const args of [['--base', 'HEAD~1', '--head', 'HEAD'], []]) {
      const { code, stdout, stderr } = runCli(['plan', ...args], { cwd: made.directory });
      expect([0, 2, 3]).toContain(code);
      expectNothingTold({ stdout, stderr });
    }
  });

  test.each([[url], [`${url}~1`], [`origin/${url}`], [`-${url}`], [`\n${url}`], [`HEAD:${url}`], [`@{${url}}`]])(
    'of the revision %j',
    (revision) => {
      const made = temporaryRepository();
      made.commit(manifest('1'));
      for (const args of [
        [`--base=${revision}`],
        [`--head=${revision}`],
        [revision],
        [`--repo=${revision}`],
        [`--format=${revision}`],
      ]) {
        const { code, stdout, stderr } = runCli(['plan', ...args], { cwd: made.directory });
        expect(code).toBe(2);
        expectNothingTold({ stdout, stderr });
      }
    },
  );
});

describe('a bug is told without the manifest which brought it to light', () => {
  const secret = marked('git', 'after');
  const thrown: readonly (readonly [string, unknown])[] = [
    ['an error', new Error(`cannot read ${secret}`)],
    ['an error whose message looks like a stack', new TypeError(`x\n    at ${secret} (file:///a.ts:1:1)`)],
    ['an error with a cause', new RangeError('x', { cause: new Error(secret) })],
    ['an error with fields', Object.assign(new SyntaxError(secret), { input: secret })],
    ['an error without a stack', Object.assign(new Error(secret), { stack: undefined })],
    ['a text', secret],
  ];

  test.each(thrown)('%s', async (_, error) => {
    const written: string[] = [];
    const sink: TextSink = {
      isTerminal: false,
      columns: undefined,
      write: async (text) => {
        written.push(text);
      },
    };
    const ports = {
      version: '0.0.0',
      stdout: sink,
      stderr: sink,
      environment: {},
      onPhase: () => undefined,
      openRevisions: () => Promise.reject(error),
      openRenderer: async () => undefined,
    } satisfies Partial<CliPorts>;
    expect(await run(['plan'], ports as unknown as CliPorts)).toBe(70);
    const text = written.join('');
    expect(text).toMatch(/^rollcast: this is a bug of Rollcast/);
    expectNothingTold({ text });
    const hasPlace = error instanceof Error && error.stack !== undefined;
    expect(text).toMatch(hasPlace ? / {4}at .*secrets\.test\.ts:\d+:\d+/ : /./);
  });
});

function remove(directory: string, objectId: string): void {
  overwrite(directory, objectId, undefined);
}

/** Of a loose object. */
function overwrite(directory: string, objectId: string, content: string | undefined): void {
  const file = join(directory, '.git/objects', objectId.slice(0, 2), objectId.slice(2));
  chmodSync(file, 0o644);
  if (content === undefined) truncateSync(file, 0);
  else writeFileSync(file, content);
}
