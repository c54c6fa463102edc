import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closureOf,
  type DeployedRoot,
  deployedRoots,
  type KustomizeGraph,
  kustomizeGraph,
  type RevisionPaths,
  rootsReachedBy,
} from '../../src/roots/kustomize-graph.ts';

/** A revision of these kustomizations, by directory, and of other files. */
function graphOf(kustomizations: Readonly<Record<string, string>>, ...files: readonly string[]): KustomizeGraph {
  const texts = Object.entries(kustomizations).map(([directory, text]) => ({ path: fileIn(directory), text }));
  return kustomizeGraph(texts, revisionOf([...files, ...texts.map(({ path }) => path)]));
}

function revisionOf(paths: readonly string[], links: Readonly<Record<string, string>> = {}): RevisionPaths {
  return { paths: [...paths, ...Object.keys(links)], links: new Map(Object.entries(links)) };
}

const fileIn = (directory: string) => (directory === '.' ? 'kustomization.yaml' : `${directory}/kustomization.yaml`);

function rootsOf(graph: KustomizeGraph, ...named: readonly string[]): readonly string[] {
  return deployedRoots(graph, new Set(named)).map(({ directory, decidedBy }) => `${directory} ${decidedBy}`);
}

/** A base with two overlays, of which one has a component, and a kustomization at the top which has nothing to do with them. */
const shop = graphOf(
  {
    base: 'resources: [web.yaml]\nsecretGenerator: [{ name: a, literals: [a=one], files: [key.pem] }]',
    staging: 'resources: [../base]\ncrds: [gone.json]',
    production:
      'resources: [../base, https://example.com/a.yaml]\ncomponents: [../tls]\npatches: [{ path: more.yaml }]',
    tls: 'kind: Component\nsecretGenerator: [{ name: b, literals: [a=one, b=two] }]\nresources: [/a]',
    '.': 'resources: [readme.yaml]',
  },
  'base/web.yaml',
  'base/key.pem',
  'production/more.yaml',
  'readme.yaml',
);

/** The roots of the shop which a change of these paths reaches. */
function reachedBy(...paths: readonly string[]): readonly string[] {
  return rootsReachedBy(shop, deployedRoots(shop, new Set()), new Set(paths)).map(({ directory }) => directory);
}

test('a graph holds every kustomization by its directory', () => {
  expect([...shop.kustomizations.keys()]).toEqual(['.', 'base', 'production', 'staging', 'tls']);
  expect(shop.kustomizations.get('staging')).toMatchObject({ directories: ['base'], missing: ['staging/gone.json'] });
});

test('two kustomizations in one directory are one of the graph, which is refused', () => {
  const texts = ['a/kustomization.yaml', 'a/Kustomization'].map((path) => ({ path, text: 'namespace: a' }));
  const graph = kustomizeGraph(texts, revisionOf(texts.map(({ path }) => path)));
  expect(rootsOf(graph)).toEqual(['a Unreferenced']);
  const { files, refusals } = closureOf(graph, 'a');
  expect(files).toEqual(['a/Kustomization', 'a/kustomization.yaml']);
  expect(refusals.map(({ type }) => type)).toEqual(['Unreadable']);
});

test('a kustomization without text is a root and its file is read, so that the reader of files can refuse it', () => {
  const graph = kustomizeGraph([], revisionOf(['a/kustomization.yaml', 'a/b.yaml']));
  expect(rootsOf(graph)).toEqual(['a Unreferenced']);
  expect(closureOf(graph, 'a')).toMatchObject({ files: ['a/kustomization.yaml'], refusals: [] });
});

/** A root and a base with these links besides. */
const linked = (links: Readonly<Record<string, string>>, text = 'resources: [base, a.yaml]') =>
  kustomizeGraph(
    [
      { path: 'web/kustomization.yaml', text },
      { path: 'common/kustomization.yaml', text: 'resources: [b.yaml]' },
    ],
    revisionOf(['web/kustomization.yaml', 'common/kustomization.yaml', 'common/b.yaml'], links),
  );

describe('links', () => {
  test('a directory and a file behind links are what the kustomization refers to, and the links are read too', () => {
    const graph = linked({
      'web/base': '../shared',
      shared: './common/',
      'web/a.yaml': 'b.yaml',
      'web/b.yaml': '../x',
    });
    expect(rootsOf(graph)).toEqual(['web Unreferenced']);
    expect(closureOf(graph, 'web')).toMatchObject({
      directories: ['common', 'web'],
      files: [
        'common/b.yaml',
        'common/kustomization.yaml',
        'shared',
        'web/a.yaml',
        'web/b.yaml',
        'web/base',
        'web/kustomization.yaml',
      ],
      missing: ['x'],
    });
  });

  test.each([
    ['out of the repository', { 'web/a.yaml': '../../a.yaml' }],
    ['to an absolute path', { 'web/a.yaml': '/etc/passwd' }],
    ['round in a circle', { 'web/a.yaml': 'b.yaml', 'web/b.yaml': 'a.yaml' }],
    ['to itself and below', { 'web/a.yaml': 'a.yaml/a.yaml' }],
  ])('a link which leads %s is read, so that the reader of files can refuse it', (_, links) => {
    expect(closureOf(linked(links, 'resources: [a.yaml]'), 'web').files).toContain('web/a.yaml');
  });

  test('a kustomization which is a link is reached by what it stands for', () => {
    const graph = kustomizeGraph([], revisionOf(['common/k.yaml'], { 'web/kustomization.yaml': '../common/k.yaml' }));
    expect(closureOf(graph, 'web').files).toEqual(['common/k.yaml', 'web/kustomization.yaml']);
  });
});

describe('deployed roots', () => {
  test('what nothing refers to is deployed, and a component is not', () => {
    expect(rootsOf(shop)).toEqual(['. Unreferenced', 'production Unreferenced', 'staging Unreferenced']);
    expect(rootsOf(graphOf({ a: 'kind: Component\nresources: [../b]', b: 'namespace: a' }))).toEqual([]);
  });

  test('what the settings name is deployed even if others refer to it, as far as it is there', () => {
    expect(rootsOf(shop, 'base', 'staging', 'tls', 'nowhere')).toEqual([
      '. Unreferenced',
      'base Settings',
      'production Unreferenced',
      'staging Settings',
      'tls Settings',
    ]);
  });

  test('roots are sorted by code unit', () => {
    const graph = graphOf({ b: 'namespace: a', 'a/b': 'namespace: a', 'a-b': 'namespace: a', Z: 'namespace: a' });
    expect(rootsOf(graph, 'b')).toEqual(['Z Unreferenced', 'a-b Unreferenced', 'a/b Unreferenced', 'b Settings']);
  });

  test('of those which only refer to each other the first stands for all', () => {
    const circle = { c: 'resources: [../d]', d: 'resources: [../e]', e: 'resources: [../c, ../a]' };
    const graph = graphOf({ a: 'namespace: a', ...circle, self: 'resources: [.]' });
    expect(rootsOf(graph)).toEqual(['c Unreferenced', 'self Unreferenced']);
    expect(rootsOf(graph, 'd')).toEqual(['d Settings', 'self Unreferenced']);
    expect(rootsOf(graphOf({ ...circle, f: 'resources: [../e]' }))).toEqual(['f Unreferenced']);
    expect(rootsOf(graphOf({ ...circle, c: 'kind: Component\nresources: [../d]' }))).toEqual(['d Unreferenced']);
  });
});

describe('the closure of a directory', () => {
  test('it is all that its build reads, sorted', () => {
    expect(closureOf(shop, 'production')).toEqual({
      directories: ['base', 'production', 'tls'],
      files: [
        'base/key.pem',
        'base/kustomization.yaml',
        'base/web.yaml',
        'production/kustomization.yaml',
        'production/more.yaml',
        'tls/kustomization.yaml',
      ],
      missing: [],
      secretValues: ['one', 'two'],
      secretFiles: ['base/key.pem'],
      refusals: [
        {
          type: 'FileUrl',
          path: 'production/kustomization.yaml',
          line: 1,
          message: 'resources: the file https://example.com/a.yaml is remote',
        },
        {
          type: 'AbsolutePath',
          path: 'tls/kustomization.yaml',
          line: 3,
          message: 'resources: /a is an absolute path',
        },
      ],
    });
  });

  test('a directory without a kustomization belongs to it, and what it lacks is missing', () => {
    const graph = graphOf({ a: 'resources: [../b]' }, 'b/c.yaml');
    expect(closureOf(graph, 'a')).toMatchObject({
      directories: ['a', 'b'],
      files: ['a/kustomization.yaml'],
      missing: ['b/kustomization.yaml'],
    });
  });

  test('of a directory which is not in the graph it is the directory alone', () => {
    expect(closureOf(shop, 'nowhere')).toMatchObject({ directories: ['nowhere'], files: [], refusals: [] });
  });

  test('a cycle is refused once, with the way round and the line which closes it', () => {
    const graph = graphOf({
      a: 'resources: [../b]',
      b: 'resources:\n- ../c',
      c: 'components: [../d]\nresources:\n- ../b\n- ../c',
      d: 'kind: Component',
    });
    expect(closureOf(graph, 'a').refusals).toEqual([
      {
        type: 'Cycle',
        path: 'c/kustomization.yaml',
        line: 3,
        message: 'the kustomizations refer to each other in a cycle: b → c → b',
      },
    ]);
    expect(closureOf(graph, 'd').refusals).toEqual([]);
  });

  test('two ways to one base are no cycle', () => {
    const graph = graphOf({
      a: 'resources: [../b, ../c]',
      b: 'resources: [../d]',
      c: 'resources: [../d]',
      d: 'namespace: a',
    });
    expect(closureOf(graph, 'a')).toMatchObject({ directories: ['a', 'b', 'c', 'd'], refusals: [] });
  });
});

describe('the roots which a change reaches', () => {
  test.each([
    [['base/web.yaml'], ['production', 'staging']],
    [['tls/kustomization.yaml'], ['production']],
    [
      ['readme.yaml', 'production/more.yaml'],
      ['.', 'production'],
    ],
    [['base/other.yaml', 'other.yaml'], []],
    [[], []],
  ])('%j reaches %j', (paths, roots) => {
    expect(reachedBy(...paths)).toEqual(roots);
  });

  test('a path which is referred to and not there reaches as well', () => {
    expect(reachedBy('staging/gone.json')).toEqual(['staging']);
  });
});

test('a chain of any length is walked', () => {
  const length = 20_000;
  const chain = Array.from({ length }, (_, link) => [`d${link}`, `resources: [../d${link + 1}]`] as const);
  const graph = graphOf({ ...Object.fromEntries(chain), [`d${length}`]: 'resources: [a.yaml]' });
  const roots = deployedRoots(graph, new Set());
  expect(roots).toEqual([{ directory: 'd0', decidedBy: 'Unreferenced' }]);
  expect(closureOf(graph, 'd0').missing).toEqual([`d${length}/a.yaml`]);
  expect(rootsReachedBy(graph, roots, new Set([`d${length}/a.yaml`]))).toEqual(roots);
});

/** By following references until nothing is new. */
function naiveReach(graph: KustomizeGraph, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    const next = [...reached].flatMap((one) => graph.kustomizations.get(one)?.directories ?? []);
    for (const one of next) reached.add(one);
  }
  return reached;
}

function isInCycle(graph: KustomizeGraph, from: string): boolean {
  const next = graph.kustomizations.get(from)?.directories ?? [];
  return next.some((other) => naiveReach(graph, other).has(from));
}

describe('in any graph', () => {
  const directory = fc.integer({ min: 0, max: 9 });
  const directories = fc.uniqueArray(directory, { maxLength: 4 });
  const kustomization = fc.record({ to: directories, isComponent: fc.integer({ min: 0, max: 4 }).map((n) => n === 0) });
  const graphs = fc.array(kustomization, { minLength: 1, maxLength: 8 }).map((all) => {
    const text = ({ to, isComponent }: (typeof all)[number]) =>
      [`kind: ${isComponent ? 'Component' : 'Kustomization'}`, 'resources:', '- own.yaml']
        .concat(to.map((other) => `- ../d${other}`))
        .join('\n');
    // Directories which are referred to may have no kustomization, or not be there.
    return graphOf(Object.fromEntries(all.map((one, index) => [`d${index}`, text(one)])), 'd8/x.yaml', 'd1/own.yaml');
  });
  const named = fc.array(directory.map((one) => `d${one}`)).map((all) => new Set(all));

  test('a closure has all that can be reached, and a cycle is refused exactly where one is', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const from of graph.kustomizations.keys()) {
          const { directories, refusals } = closureOf(graph, from);
          const reached = naiveReach(graph, from);
          expect(directories).toEqual([...reached].toSorted());
          const cycles = refusals.filter(({ type }) => type === 'Cycle');
          expect(cycles).toHaveLength([...reached].some((one) => isInCycle(graph, one)) ? 1 : 0);
        }
      }),
    );
  });

  test('every kustomization is built with a root, except what only components lead to', () => {
    fc.assert(
      fc.property(graphs, named, (graph, namedRoots) => {
        const roots = deployedRoots(graph, namedRoots);
        const built = new Set(roots.flatMap((root) => closureOf(graph, root.directory).directories));
        for (const [one, { isComponent }] of graph.kustomizations) {
          if (isComponent || built.has(one)) continue;
          const leading = [...graph.kustomizations.values()].filter((other) =>
            naiveReach(graph, other.directory).has(one),
          );
          expect(leading.some((other) => other.isComponent && !naiveReach(graph, one).has(other.directory))).toBe(true);
        }
      }),
    );
  });

  test('no root is needless: without it something is not built, or the settings name it', () => {
    fc.assert(
      fc.property(graphs, named, (graph, namedRoots) => {
        const roots = deployedRoots(graph, namedRoots);
        for (const root of roots) {
          expect(root.decidedBy === 'Settings').toBe(namedRoots.has(root.directory));
          if (root.decidedBy === 'Settings') continue;
          const others = roots.filter((other) => other !== root);
          expect(others.some((other) => naiveReach(graph, other.directory).has(root.directory))).toBe(false);
        }
      }),
    );
  });

  test('the roots which a change reaches are those whose closure has one of its paths', () => {
    const path = fc
      .tuple(directory, fc.constantFrom('own.yaml', 'kustomization.yaml'))
      .map(([d, name]) => `d${d}/${name}`);
    fc.assert(
      fc.property(graphs, named, fc.uniqueArray(path, { maxLength: 3 }), (graph, namedRoots, changed) => {
        const roots = deployedRoots(graph, namedRoots);
        const isReached = (root: DeployedRoot) => {
          const { files, missing } = closureOf(graph, root.directory);
          return [...files, ...missing].some((one) => changed.includes(one));
        };
        expect(rootsReachedBy(graph, roots, new Set(changed))).toEqual(roots.filter(isReached));
      }),
    );
  });
});
