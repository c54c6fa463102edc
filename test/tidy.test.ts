import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom: the folders of src, and the packages, which a folder may use. A folder which has outgrown its
 * line is a reason to change the line, in the same commit.
 */
const core = ['schema', 'kubernetes', 'manifest', 'roots', 'diff', 'strategy', 'simulate', 'rules', 'plan'];
const adapters = ['git', 'render', 'github', 'store'];
const faces = ['http', 'cli', 'action'];
const importTable: Readonly<Record<string, readonly string[]>> = {
  schema: ['zod'],
  kubernetes: ['schema'],
  manifest: ['schema', 'kubernetes'],
  roots: ['schema', 'manifest'],
  diff: ['schema', 'kubernetes', 'manifest'],
  strategy: ['schema', 'kubernetes', 'manifest'],
  simulate: ['schema', 'kubernetes', 'strategy'],
  rules: ['schema', 'kubernetes', 'manifest', 'diff', 'strategy', 'simulate'],
  plan: core,
  report: ['schema', 'rules', 'zod'],
  app: [...core, 'report', 'fastest-levenshtein'],
  host: ['node:'],
  git: ['schema', 'manifest', 'host', 'app/ports.ts', 'app/nearest-name.ts', 'simple-git', 'node:'],
  render: ['schema', 'manifest', 'host', 'app/ports.ts', 'node:'],
  github: ['schema', 'manifest', 'app/ports.ts', '@octokit', 'node:'],
  store: ['schema', 'manifest', 'app/ports.ts', '@electric-sql/pglite', 'pg', 'node:'],
  http: ['schema', 'report', 'app', 'zod', 'hono', '@hono', 'pino', 'prom-client', 'node:'],
  cli: ['schema', 'report', 'app', 'host/error-code.ts', 'commander', 'node:', '../package.json'],
  action: ['schema', 'report', 'app', 'zod', '@actions/core', 'node:', '../package.json'],
};

/** The packages which have one home, by the files of that home. */
const homes: Readonly<Record<string, RegExp>> = {
  diff: /^diff\/text-hunks\.ts$/,
};

/** What makes a result depend on anything but its input: the clock, chance, the environment, the locale. */
const impureNames = new Set(['process', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'Intl']);
const impureMembers = new Set(['Math.random', 'Date.now']);
const impureMethods = /^(localeCompare|toLocale[A-Z].*)$/;

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface SourceFile {
  /** From src, with slashes. */
  readonly path: string;
  readonly folder: string;
  readonly nodes: readonly SyntaxNode[];
}

const sourceFolder = join(import.meta.dirname, '../src');
const files = globSync('**/*.ts', { cwd: sourceFolder })
  .toSorted()
  .map((path) => sourceFile(path, readFileSync(join(sourceFolder, path), 'utf8')));

function sourceFile(path: string, text: string): SourceFile {
  const program = parseAst(text, { lang: 'ts', sourceType: 'module' }, path);
  return { path, folder: path.split('/')[0] ?? '', nodes: [...nodesWithin(program)] };
}

function* nodesWithin(value: unknown): Iterable<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') yield value as SyntaxNode;
  for (const child of Object.values(value)) yield* nodesWithin(child);
}

/** What a file imports, statically, dynamically or as a type: paths from src, or names of packages. */
function importsOf({ path, nodes }: SourceFile): readonly string[] {
  return nodes.flatMap(({ type, source }) => {
    if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(type)) return [];
    const [node] = nodesWithin(source);
    if (node === undefined) return [];
    if (typeof node['value'] !== 'string') return ['(computed)'];
    const specifier = node['value'];
    return specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;
  });
}

function mayImport(file: SourceFile, imported: string): boolean {
  const home = homes[imported];
  if (home !== undefined) return home.test(file.path);
  const [folder] = imported.split('/');
  if (folder === file.folder) return true;
  if (file.path === `${file.folder}/main.ts` && faces.includes(file.folder) && adapters.includes(folder ?? '')) {
    return true;
  }
  // The command line starts the service, whose own main.ts wires it.
  if (file.path === 'cli/main.ts' && imported === 'http/main.ts') return true;
  return (importTable[file.folder] ?? []).some(
    (allowed) => allowed === imported || allowed === folder || (allowed === 'node:' && imported.startsWith('node:')),
  );
}

function impurities({ nodes }: SourceFile): readonly string[] {
  const names = new Set(nodes.map(fixedName).filter((node) => node !== undefined));
  return nodes.flatMap((node) => {
    if (node['async'] === true || node['await'] === true || node.type === 'AwaitExpression') return ['async'];
    if (node.type === 'Identifier' && !names.has(node) && impureNames.has(textOf(node))) return [textOf(node)];
    return readsClock(node) ? ['Date'] : impureMember(node);
  });
}

/** The part of a node which is a mere name of a member or field, not a reference. */
function fixedName({ type, computed, property, key }: SyntaxNode): SyntaxNode | undefined {
  const [name] = nodesWithin(type === 'MemberExpression' ? property : key);
  return computed === true ? undefined : name;
}

/** `new Date(milliseconds)` is arithmetic; without arguments, or called as a function, it is the clock. */
function readsClock(node: SyntaxNode): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false;
  const [callee] = nodesWithin(node['callee']);
  if (callee?.type !== 'Identifier' || callee['name'] !== 'Date') return false;
  return node.type === 'CallExpression' || (Array.isArray(node['arguments']) && node['arguments'].length === 0);
}

function impureMember({ type, object, property }: SyntaxNode): readonly string[] {
  if (type !== 'MemberExpression') return [];
  const [[owner], [member]] = [[...nodesWithin(object)], [...nodesWithin(property)]];
  const name = `${owner === undefined ? '' : textOf(owner)}.${member === undefined ? '' : textOf(member)}`;
  if (impureMembers.has(name)) return [name];
  return member !== undefined && impureMethods.test(textOf(member)) ? [textOf(member)] : [];
}

/** The name of an identifier. */
function textOf(node: SyntaxNode): string {
  return typeof node['name'] === 'string' ? node['name'] : '';
}

function isWellNamed(path: string): boolean {
  if (path === 'rules/index.ts') return true;
  const isVague = /(^|\/)(index|utils?|common|helpers?|misc|shared)(\.ts|\/)/.test(path);
  return !isVague && /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(path));
}

test('the sources are read', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(new Set(files.map(({ folder }) => folder))).toContain('schema');
  expect(files.flatMap(importsOf)).toContain('schema/json.ts');
});

test('every folder of src has a line in the import table', () => {
  expect(files.filter(({ folder }) => importTable[folder] === undefined).map(({ path }) => path)).toEqual([]);
});

test('every file imports only what its folder may', () => {
  const strangers = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !mayImport(file, imported))
      .map((imported) => `${file.path} imports ${imported}`),
  );
  expect(strangers).toEqual([]);
});

test('the core and its reports know no clock, chance, environment or locale, and nothing asynchronous', () => {
  const pure = new Set([...core, 'report']);
  const impure = files
    .filter(({ folder }) => pure.has(folder))
    .flatMap((file) => impurities(file).map((what) => `${file.path} uses ${what}`));
  expect(impure).toEqual([]);
});

test('a file is named for what it holds, in kebab-case, and no folder has a barrel', () => {
  expect(files.map(({ path }) => path).filter((path) => !isWellNamed(path))).toEqual([]);
});

describe('what is held against the table', () => {
  test.each([
    { path: 'schema/a.ts', text: "import { z } from 'zod';", allowed: true },
    { path: 'kubernetes/a.ts', text: "import { z } from 'zod';", allowed: false },
    { path: 'kubernetes/defaults/a.ts', text: "import type { J } from '../../schema/json.ts';", allowed: true },
    { path: 'schema/a.ts', text: "export { q } from '../kubernetes/quantity.ts';", allowed: false },
    { path: 'schema/a.ts', text: "type Q = import('../kubernetes/quantity.ts').Quantity;", allowed: false },
    { path: 'report/a.ts', text: "const a = import('../simulate/world.ts');", allowed: false },
    { path: 'plan/a.ts', text: "import 'node:fs';", allowed: false },
    { path: 'plan/a.ts', text: 'const a = import(name);', allowed: false },
    { path: 'diff/text-hunks.ts', text: "import { diffLines } from 'diff';", allowed: true },
    { path: 'diff/fields.ts', text: "import { diffLines } from 'diff';", allowed: false },
    { path: 'cli/main.ts', text: "const git = import('../git/git-revisions.ts');", allowed: true },
    { path: 'cli/run.ts', text: "import { a } from '../git/git-revisions.ts';", allowed: false },
    { path: 'git/a.ts', text: "import type { P } from '../app/ports.ts';", allowed: true },
    { path: 'git/a.ts', text: "import { planRevisions } from '../app/plan-revisions.ts';", allowed: false },
  ])('$path with $text: $allowed', ({ path, text, allowed }) => {
    const file = sourceFile(path, text);
    expect(importsOf(file).map((imported) => mayImport(file, imported))).toEqual([allowed]);
  });

  test.each([
    { text: 'export async function f(): Promise<void> {}', found: ['async'] },
    { text: 'const f = async () => 1;', found: ['async'] },
    { text: 'for await (const a of b);', found: ['async'] },
    { text: 'const at = new Date();', found: ['Date'] },
    { text: 'const a = Math.random() + Math.max(1, 2);', found: ['Math.random'] },
    { text: 'const a = process.env;', found: ['process'] },
    { text: 'const a = Date.now() + Date();', found: ['Date', 'Date.now'] },
    { text: 'const a = b.localeCompare(c);', found: ['localeCompare'] },
    { text: "const a = 'process'; // async Date", found: [] },
    { text: 'const a = { process: b.process, fetch() {} };', found: [] },
    { text: 'const a = new Date(Date.parse(b)).toISOString();', found: [] },
  ])('$text holds $found', ({ text, found }) => {
    expect(impurities(sourceFile('plan/a.ts', text)).toSorted()).toEqual(found);
  });
});
