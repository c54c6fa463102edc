import { describe, expect, test } from 'vitest';
import type { OpenRenderer, Rendering, RenderRequest } from '../../src/app/ports.ts';
import { isKustomizationPath } from '../../src/manifest/manifest-path.ts';
import { planInline } from '../plan-inline.ts';

type Files = Readonly<Record<string, string>>;

const configMap = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { value: "${value}" }\n`;
const kustomization = (...resources: readonly string[]) => `resources: [${resources.join(', ')}]\n`;

/** Both revisions of files which differ in one value. */
function sides(make: (value: string) => Files): readonly [Files, Files] {
  return [make('1'), make('2')];
}

/** Builds nothing but lists of resources, as kustomize does, and notes what it was asked for. */
function fakeRenderer(answer: (request: RenderRequest) => Rendering = listed) {
  const asked: RenderRequest[] = [];
  const openRenderer: OpenRenderer = async () => ({
    name: 'fake v1',
    render: async (request) => {
      asked.push(request);
      return answer(request);
    },
  });
  return { asked, openRenderer };
}

function listed({ files }: RenderRequest): Rendering {
  const texts = files.filter(({ path }) => !isKustomizationPath(path)).map(({ bytes }) => Buffer.from(bytes));
  return { type: 'Rendered', bytes: Buffer.from(texts.join('---\n')) };
}

function refuse(): Promise<never> {
  throw new Error('nothing was to be built');
}

/** What changes, as `action name in root`, and what could not be computed, as `reason what`. */
async function told(base: Files, head: Files, openRenderer = fakeRenderer().openRenderer) {
  const plan = await planInline(base, head, { openRenderer });
  return {
    changes: plan.changes.map(({ action, object }) => `${action} ${object.name} in ${object.root}`),
    gaps: plan.notComputed.map(({ reason, what }) => `${reason} ${what}`),
    outcome: plan.outcome,
    roots: plan.rendered?.roots.map(({ path, decidedBy }) => `${path} ${decidedBy}`),
    plan,
  };
}

const assumed = async (one: Files, other: Files) => (await told(one, other)).plan.assumptions;

describe('what is applied', () => {
  const both = { 'web/a.yaml': configMap('a', '1'), 'web/b.yaml': configMap('b', '1') };

  test('a file which the kustomization of its directory takes up is created, one which it drops is deleted', async () => {
    const [one, two] = [kustomization('a.yaml'), kustomization('a.yaml', 'b.yaml')];
    const [less, more] = [one, two].map((text) => ({ ...both, 'web/kustomization.yaml': text }));
    expect((await told(less ?? {}, more ?? {})).changes).toEqual(['create b in web']);
    expect((await told(more ?? {}, less ?? {})).changes).toEqual(['delete b in web']);
  });

  test('a kustomization which comes to plain files changes nothing but what it changes', async () => {
    const head = {
      ...both,
      'web/b.yaml': configMap('b', '2'),
      'web/kustomization.yaml': kustomization('a.yaml', 'b.yaml'),
    };
    expect(await told(both, head)).toMatchObject({ changes: ['update b in web'], outcome: 'Changed', gaps: [] });
    expect((await told(head, both)).changes).toEqual(['update b in web']);
  });

  test('a plain file which a new kustomization beside it leaves out is deleted, and applied again without that', async () => {
    const head = { ...both, 'web/kustomization.yaml': kustomization('a.yaml') };
    expect((await told(both, head)).changes).toEqual(['delete b in web']);
    expect((await told(head, both)).changes).toEqual(['create b in web']);
  });

  test('a file which no kustomization names is not applied where one builds its directory, and that is told', async () => {
    const [base, head] = sides((value) => ({
      'web/kustomization.yaml': kustomization('a.yaml'),
      'web/a.yaml': configMap('a', '1'),
      'web/b.yaml': configMap('b', value),
    }));
    expect(await told(base, head)).toMatchObject({
      changes: [],
      gaps: ['NotReferenced web/b.yaml'],
      outcome: 'Unchanged',
    });
  });

  test('a file below a kustomization in a directory of its own is applied as it is', async () => {
    const [base, head] = sides((value) => ({
      'web/kustomization.yaml': kustomization('a.yaml'),
      'web/a.yaml': configMap('a', '1'),
      'web/jobs/b.yaml': configMap('b', value),
    }));
    const { changes, plan } = await told(base, head);
    expect(changes).toEqual(['update b in web']);
    expect(plan.assumptions).toEqual([
      'No kustomization reads web/jobs/b.yaml: what changes there is planned as it is written.',
    ]);
  });

  test('of a base and its overlays only the overlays are roots, and only those which the change reaches are built', async () => {
    const [base, head] = sides((value) => ({
      'web/base/kustomization.yaml': kustomization('a.yaml'),
      'web/base/a.yaml': configMap('a', '1'),
      'web/prod/kustomization.yaml': kustomization('../base', 'p.yaml'),
      'web/prod/p.yaml': configMap('p', value),
      'web/dev/kustomization.yaml': kustomization('../base'),
    }));
    const { asked, openRenderer } = fakeRenderer();
    const result = await told(base, head, openRenderer);
    expect(result.changes).toEqual(['update p in web/prod']);
    expect(result.roots).toEqual(['web/prod Unreferenced']);
    expect(asked.map(({ root }) => root)).toEqual(['web/prod', 'web/prod']);
    expect(asked[0]?.files.map(({ path }) => path).toSorted()).toEqual([
      'web/base/a.yaml',
      'web/base/kustomization.yaml',
      'web/prod/kustomization.yaml',
      'web/prod/p.yaml',
    ]);
  });

  test('a base which the settings name is a root of its own', async () => {
    const [base, head] = sides((value) => ({
      '.rollcast.yaml': 'roots: [web/base]\n',
      'web/base/kustomization.yaml': kustomization('a.yaml'),
      'web/base/a.yaml': configMap('a', value),
      'web/prod/kustomization.yaml': kustomization('../base'),
    }));
    const { roots, changes } = await told(base, head);
    expect(roots).toEqual(['web/base Settings', 'web/prod Unreferenced']);
    expect(changes).toEqual(['update a in web/base', 'update a in web/prod']);
  });

  test('a root which gets an overlay is one no longer: its objects are in the overlay then', async () => {
    const base = { 'web/kustomization.yaml': kustomization('a.yaml'), 'web/a.yaml': configMap('a', '1') };
    const head = { ...base, 'prod/kustomization.yaml': kustomization('../web') };
    const { changes, plan } = await told(base, head);
    expect(changes).toEqual(['update a in prod']);
    expect(plan.changes[0]?.effects).toMatchObject([{ type: 'NoEffect' }]);
  });

  test('that a root is taken for one no longer, or for one from now on, is said to be a guess', async () => {
    const base = { 'web/kustomization.yaml': kustomization('a.yaml'), 'web/a.yaml': configMap('a', '1') };
    const overlay = { 'prod/kustomization.yaml': kustomization('../web') };
    const settings = { '.rollcast.yaml': 'roots: [web]\n' };
    expect(await assumed(base, { ...base, ...overlay })).toEqual([
      'Built by fake v1, as no kustomization refers to them: prod.',
      'web is taken to be applied alone no longer, as prod now refers to it; if it still is, name it under roots in .rollcast.yaml.',
    ]);
    expect(await assumed({ ...base, ...overlay }, base)).toEqual([
      'Built by fake v1, as no kustomization refers to them: prod.',
      'web is taken to be applied alone from now on, as prod no longer refers to it.',
    ]);
    expect(await assumed({ ...base, ...settings }, { ...base, ...overlay, ...settings })).toEqual([
      'Built by fake v1, as no kustomization refers to them: prod.',
    ]);
  });

  test('an input which is no manifest reaches what is built of it', async () => {
    const [base, head] = sides((value) => ({
      'web/kustomization.yaml': 'configMapGenerator: [{ name: a, envs: [a.env] }]\n',
      'web/a.env': `KEY=${value}\n`,
    }));
    const { asked, openRenderer } = fakeRenderer(({ files: [file] }) => ({
      type: 'Rendered',
      bytes: Buffer.from(
        configMap(
          'a',
          Buffer.from(file?.bytes ?? [])
            .toString()
            .trim(),
        ),
      ),
    }));
    expect((await told(base, head, openRenderer)).changes).toEqual(['update a in web']);
    expect(asked).toHaveLength(2);
  });
});

function twoRoots(value: string, text = kustomization('a.yaml')): Files {
  return {
    'web/kustomization.yaml': text,
    'web/a.yaml': configMap('a', value),
    'api/kustomization.yaml': kustomization('b.yaml'),
    'api/b.yaml': configMap('b', value),
  };
}

const sharing = (value: string) => ({
  ...twoRoots(value),
  'web/kustomization.yaml': kustomization('../shared'),
  'api/kustomization.yaml': kustomization('../shared'),
  'shared/kustomization.yaml': kustomization('c.yaml'),
  'shared/c.yaml': configMap('c', value),
});

function failing(side: string): OpenRenderer {
  return fakeRenderer((request) =>
    request.root === 'web' && request.files.some(({ bytes }) => Buffer.from(bytes).includes(`"${side}"`))
      ? { type: 'Failed', message: 'it does not work' }
      : listed(request),
  ).openRenderer;
}

function transformer(value: string): string {
  return `apiVersion: builtin\nkind: PatchTransformer\nmetadata: { name: t }\npatch: '[{"value": "s3cr3t-${value}"}]'\n`;
}

describe('what is not built', () => {
  test.each([
    ['base', '1', 'in base: it does not work; of its files these differ: web/a.yaml'],
    ['head', '2', 'it does not work; of its files these differ: web/a.yaml'],
  ])(
    'of a root of which %s fails only the files which differ are told, and the others are built',
    async (_, value, detail) => {
      const { changes, gaps, outcome, plan } = await told(twoRoots('1'), twoRoots('2'), failing(value));
      expect(gaps).toEqual(['NotBuilt web']);
      expect(plan.notComputed[0]?.detail).toBe(detail);
      expect(outcome).toBe('Indeterminate');
      expect(changes).toEqual(['update b in api']);
      expect(plan.rendered?.roots.map(({ path }) => path)).toEqual(['api']);
    },
  );

  test('a remote base is refused before anything is started, and built where the settings allow it', async () => {
    const remote = kustomization('a.yaml', '"https://example.com/base?ref=v1"');
    const { asked, openRenderer } = fakeRenderer();
    const refused = await told(twoRoots('1', remote), twoRoots('2', remote), openRenderer);
    expect(refused.gaps).toEqual(['NotBuilt web']);
    expect(refused.plan.notComputed[0]).toMatchObject({
      detail: expect.stringMatching(/is remote; a build reads only the repository, unless/),
      source: { path: 'web/kustomization.yaml', line: 1 },
    });
    expect(asked.map(({ root }) => root)).toEqual(['api', 'api']);
    const settings = { '.rollcast.yaml': 'kustomize: { allowRemote: true }\n' };
    const allowed = await told({ ...twoRoots('1', remote), ...settings }, { ...twoRoots('2', remote), ...settings });
    expect(allowed.gaps).toEqual([]);
  });

  test('a kustomization which cannot be read is reached by whatever changes below it', async () => {
    const broken = twoRoots('1', 'resources: [');
    const { gaps, changes } = await told(broken, { ...broken, 'web/a.yaml': configMap('a', '2') });
    expect(gaps).toEqual(['NotBuilt web']);
    expect(changes).toEqual(['update a in web']);
  });

  test('what a new kustomization takes in is not removed because it cannot be built', async () => {
    const base = { 'web/a.yaml': configMap('a', '1'), 'web/b.yaml': configMap('b', '1') };
    const head = { 'web/a.yaml': configMap('a', '2'), 'web/b.yaml': configMap('b', '1') };
    const added = { 'web/kustomization.yaml': kustomization('a.yaml', 'b.yaml') };
    const { changes, plan } = await told(base, { ...head, ...added }, failing('2'));
    expect(changes).toEqual([]);
    expect(plan.notComputed.map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
      'web: it does not work; of its files these differ: web/a.yaml, web/kustomization.yaml',
    ]);
  });

  test('what a root which fails shares with one which is built is told of that one', async () => {
    const openRenderer = fakeRenderer((request) =>
      request.root === 'web' ? { type: 'Failed', message: 'it does not work' } : listed(request),
    ).openRenderer;
    const { changes, gaps } = await told(sharing('1'), sharing('2'), openRenderer);
    expect(changes).toEqual(['update c in api']);
    expect(gaps).toEqual(['NotBuilt web', 'NotReferenced api/b.yaml', 'NotReferenced web/a.yaml']);
  });

  test('the configuration of a transformer is never told as an object, since it may hold parts of Secrets', async () => {
    const [base, head] = sides((value) => ({
      'web/kustomization.yaml': 'resources: [none.yaml]\ntransformers: [t.yaml]\n',
      'web/t.yaml': transformer(value),
    }));
    const failing = fakeRenderer(() => ({ type: 'Failed', message: 'no such file' }));
    const { plan, gaps } = await told(base, head, failing.openRenderer);
    expect(gaps).toEqual(['NotBuilt web']);
    expect(JSON.stringify(plan)).not.toContain('s3cr3t');
  });

  test('a secret which the program quotes is not told', async () => {
    const text = 'secretGenerator: [{ name: s, literals: ["PASSWORD=hunter2hunter2"], envs: [s.env] }]\n';
    const secret = (value: string) => ({ 'web/kustomization.yaml': text, 'web/s.env': `TOKEN=${value}-tok3n\n` });
    const { openRenderer } = fakeRenderer(() => ({
      type: 'Failed',
      message: 'bad literal hunter2hunter2 beside two-tok3n',
    }));
    const { plan } = await told(secret('one'), secret('two'), openRenderer);
    expect(plan.notComputed.map(({ detail }) => detail)).toEqual([
      'bad literal *** beside ***; of its files these differ: web/s.env',
    ]);
    expect(JSON.stringify(plan)).not.toMatch(/hunter2|tok3n/);
  });

  test('without a program the files are read as they are written, and the plan says so', async () => {
    const { changes, plan, outcome } = await told(twoRoots('1'), twoRoots('2'), async () => undefined);
    expect(changes).toEqual(['update b in api', 'update a in web']);
    expect(plan.rendered).toBeUndefined();
    expect(plan.assumptions.join(' ')).toContain('neither kustomize nor kubectl is installed here');
    expect(outcome).toBe('Changed');
  });
});

test('a change which is below no kustomization opens no renderer', async () => {
  const [base, head] = sides((value) => ({
    'web/kustomization.yaml': kustomization('a.yaml'),
    'web/a.yaml': configMap('a', '1'),
    'plain/b.yaml': configMap('b', value),
  }));
  expect((await told(base, head, refuse)).changes).toEqual(['update b in plain']);
});

test('a change which no kustomization reads builds none', async () => {
  const [base, head] = sides((value) => ({
    'web/kustomization.yaml': kustomization('a.yaml'),
    'web/a.yaml': configMap('a', '1'),
    'web/jobs/b.yaml': configMap('b', value),
  }));
  const { asked, openRenderer } = fakeRenderer();
  const { plan } = await told(base, head, openRenderer);
  expect(asked).toEqual([]);
  expect(plan.rendered).toBeUndefined();
});
