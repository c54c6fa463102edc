import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readingLimits } from '../../src/manifest/reading-limits.ts';
import { type Canary, canary } from '../git/canary.ts';
import { snapshot, temporaryFolder, temporaryRepository, writeFiles } from '../git/temporary-repository.ts';
import { type Change, configMap, deployment, lines, list, one } from './hostile-manifests.ts';
import { runCli } from './run-cli.ts';

const oneAtATime = '  replicas: 2147483647\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n';
const padding = (text: string, bytes: number) => `${text}${'#'.repeat(bytes - text.length - 1)}\n`;

/** Nine to the power of eleven values. */
function laughs(edit: string): string {
  const letters = 'abcdefghijkl';
  const levels = Array.from(letters.slice(1), (letter, index) => {
    const below = Array.from({ length: 9 }, () => `*${letters[index]}`).join(', ');
    return `${letter}: &${letter} [${below}]\n`;
  });
  return `${configMap('')}a: &a [${edit}, x, x]\n${levels.join('')}`;
}

function mergeBomb(edit: string): string {
  const levels = lines(40, (level) => `a${level + 1}: &a${level + 1} {<<: [*a${level}, *a${level}]}\n`);
  return `${configMap('')}a0: &a0 {k: ${edit}}\n${levels}`;
}

function nested(depth: number): Change {
  const deepKeys = lines(Math.min(depth, 2000), (level) => `${' '.repeat(level + 1)}a:\n`);
  return (edit) => ({
    'dashes.yaml': `${configMap('')}x:\n  ${'- '.repeat(depth)}${edit}\n`,
    'keys.yaml': `${configMap('')}x:\n${deepKeys}${' '.repeat(depth + 1)}${edit}\n`,
    'brackets.yaml': `${configMap('')}x: ${'['.repeat(depth)}${edit}${']'.repeat(depth)}\n`,
    'braces.yaml': `${configMap('')}x: ${'{a: '.repeat(depth)}${edit}${'}'.repeat(depth)}\n`,
    'list.json': `{"apiVersion": "v1", "kind": "ConfigMap", "x": ${'['.repeat(depth)}${edit}${']'.repeat(depth)}}`,
    'mapping.json': `{"apiVersion": "v1", "kind": "ConfigMap", "x": ${'{"a":'.repeat(depth)}${edit}${'}'.repeat(depth)}}`,
  });
}

interface Hostile {
  readonly change: Change;
  /** What every format has to say. */
  readonly says: RegExp;
  readonly formats?: readonly string[];
}

const manifest = readingLimits.fileBytes;
const many = (limit: number) => limit.toLocaleString('en');

/** Inputs which are planned, with what was left out. */
const planned: Readonly<Record<string, Hostile>> = {
  'a file as large as may be': {
    change: one((edit) => padding(deployment({ image: edit }), manifest)),
    says: /1 workload rolls/,
    formats: ['markdown'],
  },
  'a file which is larger': {
    change: one((edit) => padding(deployment({ image: edit }), manifest + 1)),
    says: /the file has more than 50 MiB/,
  },
  'a hundred thousand documents, one of them edited': {
    change: one((edit) =>
      list(100_000, (index) => configMap(`  k: "${index === 7 ? edit : ''}"\n`, `c${index}`)).join('---\n'),
    ),
    says: /1 object changes, no pod restarts/,
    formats: ['text'],
  },
  'three thousand documents, all of them edited': {
    change: one((edit) => list(3_000, (index) => configMap(`  k: "${edit}"\n`, `c${index}`)).join('---\n')),
    says: /3000 objects change, no pod restarts/,
    formats: ['json', 'markdown'],
  },
  'more documents than are read': {
    change: one((edit) => `${'a: 1\n---\n'.repeat(readingLimits.documents + 1)}b: ${edit}\n`),
    says: new RegExp(`the file has more than ${many(readingLimits.documents)} documents: from here on it is not read`),
    formats: ['text'],
  },
  'more JSON documents than are read': {
    change: (edit) => ({ 'a.json': `${'{"a":1}\n'.repeat(readingLimits.documents + 1)}{"b":${edit}}\n` }),
    says: new RegExp(`the file has more than ${many(readingLimits.documents)} documents: from here on it is not read`),
    formats: ['markdown'],
  },
  'aliases which multiply': { change: one(laughs), says: /the document repeats too much by aliases/ },
  'merge keys which multiply': { change: one(mergeBomb), says: /the document repeats too much by aliases/ },
  'a long text which is repeated by aliases': {
    change: one((edit) =>
      configMap(`  a: &a "${edit}${'y'.repeat(100_000)}"\n${lines(100_000, (index) => `  k${index}: *a\n`)}`),
    ),
    says: /the document repeats too much by aliases/,
    formats: ['text'],
  },
  'a list which is repeated by aliases': {
    change: one((edit) => `${configMap('')}big: &a [${'x, '.repeat(900)}${edit}]\nall:\n${'  - *a\n'.repeat(100_000)}`),
    says: /the document repeats too much by aliases/,
    formats: ['markdown'],
  },
  'a thousand levels': { change: nested(1000), says: /lists and mappings are nested too deeply/ },
  'a hundred thousand levels': { change: nested(100_000), says: /lists and mappings are nested too deeply/ },
  'a million keys in one mapping': {
    change: one((edit) => configMap(lines(1_000_000, (index) => `  k${index}: ${edit}\n`))),
    says: /the document has too many values/,
    formats: ['json'],
  },
  'a hundred thousand equal keys': {
    change: one((edit) => configMap(`  k: "${edit}"\n`.repeat(100_000))),
    says: /1 object (changes|is refused)/,
    formats: ['text', 'json'],
  },
  'ten thousand objects in one List': {
    change: one((edit) => {
      const items = list(10_000, (index) => configMap(`  k: "${edit}"\n`, `c${index}`).replaceAll('\n', '\n    '));
      return `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => `  - ${item.trimEnd()}\n`).join('')}`;
    }),
    says: /10000 objects change, no pod restarts/,
    formats: ['text'],
  },
  'a line of 20,000 characters': {
    change: one((edit) => configMap(`  k: "${'z '.repeat(10_000)}${edit}"\n`)),
    says: /1 object (changes|is refused)/,
  },
  'a line of five million characters': {
    change: one((edit) => configMap(`  k: "${'z '.repeat(2_500_000)}${edit}"\n`)),
    says: /1 object (changes|is refused)/,
  },
  'a text of 20 megabytes': {
    change: one((edit) => configMap(`  k: |\n${`    ${'y'.repeat(75)}\n`.repeat(250_000)}    ${edit}\n`)),
    says: /1 object (changes|is refused)/,
    formats: ['text'],
  },
  'a text of 50,000 lines, all of them edited': {
    change: one((edit) => configMap(`  k: |\n${lines(50_000, (index) => `    line ${index} is ${edit}\n`)}`)),
    says: /1 object (changes|is refused)/,
  },
  'three thousand changed files': {
    change: (edit) =>
      Object.fromEntries(
        list(3000, (index) => [`d${index % 50}/f${index}.yaml`, configMap(`  k: "${edit}"\n`, `c${index}`)]),
      ),
    says: /3000 objects change/,
    formats: ['markdown'],
  },
  'folders within folders': {
    change: (edit) => ({ [`${'d/'.repeat(1000)}a.yaml`]: deployment({ image: edit }) }),
    says: /1 workload rolls/,
  },
  'two thousand million pods, one at a time': {
    change: one((edit) => deployment({ image: edit, spec: oneAtATime })),
    says: /its rollout takes more steps than are simulated \(200,000 of one, 5,000,000 of all in a plan\)/,
  },
  'two thousand containers': {
    change: one((edit) =>
      deployment({
        image: edit,
        containers: lines(2000, (index) => `        - {name: c${index}, image: "x:${edit}"}\n`),
      }),
    ),
    says: /1 workload rolls/,
  },
  'ten thousand variables, all of them edited': {
    change: one((edit) => {
      const entries = lines(10_000, (index) => `            - {name: V${index}, value: "${edit}"}\n`);
      return deployment({ fields: `          env:\n${entries}` });
    }),
    says: /1 workload rolls/,
    formats: ['text', 'json'],
  },
  'thousands of fields which the API server refuses': {
    change: one((edit) => {
      const entries = lines(5000, (index) => `            - {name: "PASSWORD ${index}=", value: "x${edit}${index}"}\n`);
      return deployment({ fields: `          env:\n${entries}` });
    }),
    says: /1 blocker|refused/,
  },
  'a thousand Services in front of two hundred Deployments': {
    change: one((edit) =>
      [
        ...list(200, (index) => deployment({ name: `web-${index}`, label: 'all', image: edit })),
        ...list(
          1000,
          (index) =>
            `apiVersion: v1\nkind: Service\nmetadata: {name: s${index}, namespace: shop}\nspec: {selector: {app: all}, ports: [{port: 80}]}\n`,
        ),
      ].join('---\n'),
    ),
    says: /too many pods stand behind too many Services and routes: its endpoints are not counted/,
    formats: ['markdown'],
  },
};

/** What needs more ends with a crash. */
const heapOf = (mebibytes: number) => ({ nodeOptions: [`--max-old-space-size=${mebibytes}`] });

function directories(change: Change): string {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'before'), change('1'));
  writeFiles(join(folder, 'after'), change('2'));
  return folder;
}

/** An object which nobody changes, whose addresses nobody may call and whose command nobody may run. */
function addressesOf({ port, program }: Canary): string {
  const fields = `          command: ['${program}']\n`;
  return deployment({ name: 'elsewhere', fields }).replace('image: web', `image: 127.0.0.1:${port}/web`);
}

const compare = ['plan', '--base-dir', 'before', '--head-dir', 'after'];

describe('what is planned, whatever it is', () => {
  test.each(Object.entries(planned))(
    '%s',
    async (_, { change, says, formats = ['text', 'markdown', 'json'] }) => {
      const trap = await canary();
      const folder = directories((edit) => ({ ...change(edit), 'addresses.yaml': addressesOf(trap) }));
      const found = snapshot(folder);
      for (const format of formats) {
        const { code, stdout, stderr } = runCli([...compare, '--format', format], { cwd: folder, ...heapOf(300) });
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(format === 'json' ? /^\{.*\} $/ : says);
      }
      expect(await trap.traces()).toEqual([]);
      // Not toEqual: it would print the files.
      expect(isDeepStrictEqual(snapshot(folder), found)).toBe(true);
    },
    60_000,
  );

  test('thousands of changed files in a repository', () => {
    const repository = temporaryRepository();
    for (const edit of ['1', '2']) repository.commit(planned['three thousand changed files']?.change(edit) ?? {});
    const args = ['plan', '--base', 'HEAD~1', '--head', 'HEAD'];
    const { code, stdout } = runCli(args, { cwd: repository.directory, ...heapOf(300) });
    expect(code).toBe(0);
    expect(stdout).toContain('3000 objects change');
  }, 60_000);
});

function listOf(values: number): string {
  return `- [${'a, '.repeat(values - 1)}a]\n`;
}

describe('what is too much is refused with one line which says what to do', () => {
  const tooMuch: Readonly<Record<string, { change: Change; says: string }>> = {
    values: {
      change: (edit) => ({ 'a.yaml': list(5, () => `${listOf(900_000)}- ${edit}\n`).join('---\n') }),
      says: `what is to be compared holds more than ${many(readingLimits.allValues)} values`,
    },
    documents: {
      change: (edit) =>
        Object.fromEntries(list(3, (index) => [`a${index}.yaml`, `${'a\n---\n'.repeat(199_999)}${edit}\n`])),
      says: `what is to be compared holds more than ${many(readingLimits.allDocuments)} documents`,
    },
  };

  test.each(Object.entries(tooMuch))(
    '%s',
    (_, { change, says }) => {
      const result = runCli(compare, { cwd: directories(change), ...heapOf(1000) });
      expect(result).toEqual({
        code: 2,
        stdout: '',
        stderr: `rollcast: ${says}; compare less at a time with --path\n`,
      });
    },
    60_000,
  );

  test('bytes', () => {
    const folder = directories(() => ({}));
    mkdirSync(join(folder, 'before'));
    mkdirSync(join(folder, 'after'));
    for (const index of list(6, (each) => each)) {
      const file = join(folder, 'after', `${index}.yaml`);
      writeFileSync(file, 'a: b\n');
      truncateSync(file, manifest);
    }
    expect(runCli(compare, { cwd: folder, ...heapOf(300) })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'rollcast: the changed files hold more than 256 MiB; compare less at a time with --path\n',
    });
  });
});
