import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { deployment } from '../action/pull-request-run.ts';
import { temporaryFolder } from '../git/temporary-repository.ts';
import { type Place, type RunningService, spawnService, startService, testServerUrl } from './running-service.ts';
import { temporaryDatabase } from './test-database.ts';

const change = { base: { manifests: deployment() }, head: { manifests: deployment({ image: '1.1' }) } };

function ask(
  url: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** An image of its own, so that each number is another plan. */
function numbered(index: number) {
  return { ...change, head: { manifests: deployment({ image: `2.${index}` }) } };
}

const filesOf = (image: string) => ({ files: { 'a/web.yaml': deployment({ image }), 'a/note.md': image } });

const secretOf = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { password: hunter2-${value} }\n`;

/** fetch sends no Host but its own. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
}

const places: readonly (readonly [string, () => Promise<Place>])[] = [
  ['a data directory', async () => ({ dataDirectory: join(temporaryFolder(), 'data') })],
  ...(testServerUrl === undefined
    ? []
    : ([
        ['a PostgreSQL server', async () => ({ databaseUrl: await temporaryDatabase(testServerUrl ?? '') })],
      ] as const)),
];

describe.each(places)('plans in %s', (_, makePlace) => {
  test('are made, found again by what they say, and stored once', async () => {
    const { url } = await startService(await makePlace());
    const made = await ask(url, '/v1/plans', change);
    expect(made.status).toBe(201);
    const json = await made.text();
    expect(JSON.parse(json)).toMatchObject({
      formatVersion: '1.0',
      outcome: 'Changed',
      summary: { workloadsRolling: 1 },
    });
    const location = made.headers.get('location') ?? '';
    expect(location).toMatch(/^\/v1\/plans\/[\w-]{43}$/);
    const found = await fetch(`${url}${location}`);
    expect(found.status).toBe(200);
    expect(await found.text()).toBe(json);
    expect(found.headers.get('etag')).toBe(made.headers.get('etag'));
    expect((await ask(url, '/v1/plans', change)).headers.get('location')).toBe(location);
  });

  test('which were answered are there after a kill -9', { timeout: 120_000 }, async () => {
    const place = await makePlace();
    const first = await startService(place);
    const answered: string[] = [];
    const post = async (index: number) => {
      const response = await ask(first.url, '/v1/plans', numbered(index)).catch(() => undefined);
      if (response?.status === 201) answered.push(response.headers.get('location') ?? '');
    };
    const all = Array.from({ length: 4 }, async (__, lane) => {
      for (let index = lane; index < 200; index += 4) await post(index);
    });
    while (answered.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    first.child.kill('SIGKILL');
    await Promise.all([...all, first.ended]);
    expect(answered.length).toBeLessThan(200);
    const second = await startService(place);
    const statuses = await Promise.all(answered.map(async (path) => (await fetch(`${second.url}${path}`)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

test('of two processes on one data directory the second is refused, and the first goes on', async () => {
  const dataDirectory = join(temporaryFolder(), 'data');
  const { url } = await startService({ dataDirectory });
  await expect(startService({ dataDirectory })).rejects.toThrow(
    /exit 2: rollcast: another process uses the data directory/,
  );
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test.skipIf(testServerUrl === undefined)(
  'two processes on one server start at once, and share their plans',
  async () => {
    const place = { databaseUrl: await temporaryDatabase(testServerUrl ?? '') };
    const [one, two] = await Promise.all([startService(place), startService(place)]);
    const locations = await Promise.all(
      [one, two].map(async ({ url }) => (await ask(url, '/v1/plans', change)).headers.get('location')),
    );
    expect(locations[0]).toBe(locations[1]);
    expect((await fetch(`${two.url}${locations[0]}`)).status).toBe(200);
  },
);

describe('one service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-service-'));
  let service: ReturnType<typeof spawnService> | undefined;
  const start = async (): Promise<RunningService> => {
    service ??= spawnService({ dataDirectory: join(folder, 'data') });
    return service.started;
  };
  afterAll(() => {
    service?.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('gives the forms which are asked for, and of each the same bytes as the command line', async () => {
    const { url } = await start();
    const made = await ask(url, '/v1/plans', change);
    const saved = join(temporaryFolder(), 'plan.json');
    writeFileSync(saved, await made.text());
    const location = `${url}${made.headers.get('location')}`;
    for (const [mediaType, format] of [
      ['application/json', 'json'],
      ['text/plain', 'text'],
      ['application/sarif+json', 'sarif'],
      ['text/markdown;q=0.9, text/html;q=0.1', 'markdown'],
      ['*/*', 'json'],
    ] as const) {
      const response = await fetch(location, { headers: { accept: mediaType } });
      const printed = execFileSync(process.execPath, [
        inject('builtCli'),
        'render',
        saved,
        '--format',
        format,
      ]).toString();
      expect(await response.text()).toBe(printed);
      expect(response.headers.get('vary')).toBe('accept');
    }
    expect((await fetch(location, { headers: { accept: 'image/gif' } })).status).toBe(406);
  });

  test('says that a plan is what it was', async () => {
    const { url } = await start();
    const made = await ask(url, '/v1/plans', change);
    const location = `${url}${made.headers.get('location')}`;
    const etag = made.headers.get('etag') ?? '';
    expect((await fetch(location, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const other = await fetch(location, { headers: { 'if-none-match': etag, accept: 'text/plain' } });
    expect(other.status).toBe(200);
  });

  test('plans files by their paths, follows a strategy, and compares', async () => {
    const { url } = await start();
    const request = {
      base: filesOf('1'),
      head: filesOf('2'),
      strategy: 'recreate',
      options: { kubernetesVersion: '1.30' },
    };
    const plan = (await (await ask(url, '/v1/plans', request)).json()) as {
      rollouts: unknown[];
      kubernetesVersion: string;
    };
    expect(plan).toMatchObject({ kubernetesVersion: '1.30', rollouts: [{ strategy: { type: 'Recreate' } }] });
    const diff = await ask(url, '/v1/diffs', request, { accept: 'text/plain' });
    expect(await diff.text()).toContain('Deployment shop/web');
    const comparison = await ask(url, '/v1/compare', change);
    expect(await comparison.json()).toMatchObject({ workloads: [{ object: { name: 'web' } }] });
  });

  test('tells what there is', async () => {
    const { url } = await start();
    const get = async (path: string) => (await fetch(`${url}${path}`)).json();
    expect(await get('/v1/strategies')).toMatchObject({
      strategies: expect.arrayContaining([expect.objectContaining({ name: 'blue-green' })]),
    });
    expect(await get('/v1/strategies/recreate')).toMatchObject({ name: 'recreate' });
    expect(await get('/v1/rules')).toMatchObject({
      rules: expect.arrayContaining([expect.objectContaining({ id: 'capacity-floor-zero' })]),
    });
    expect(await get('/v1/schema/plan')).toMatchObject({ $ref: '#/$defs/RolloutPlan' });
    expect(await get('/healthz')).toMatchObject({ status: 'ok' });
  });

  test.each([
    ['no JSON', '{', 400, /not JSON/],
    ['an empty object', {}, 422, /as the description has it/],
    ['an unknown field', { ...change, heads: {} }, 422, /as the description has it/],
    [
      'a path which leads out',
      { base: { files: { '../a.yaml': '' } }, head: { files: {} } },
      422,
      /as the description has it/,
    ],
    ['a strategy which there is not', { ...change, strategy: 'bluegreen' }, 422, /did you mean blue-green/],
    ['facts which are none', { ...change, options: { facts: '[' } }, 422, /facts/],
    ['both forms of a revision', { ...change, base: { manifests: '', files: {} } }, 422, /as the description has it/],
  ])('refuses %s, and says why', async (_, body, status, detail) => {
    const { url } = await start();
    const response = await ask(url, '/v1/plans', body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as { detail: string; requestId: string };
    expect(problem).toMatchObject({ status, type: 'about:blank', requestId: response.headers.get('x-request-id') });
    expect(problem.detail).toMatch(detail);
  });

  test('tells unreadable manifests in a plan, which is never green', async () => {
    const { url } = await start();
    const response = await ask(url, '/v1/plans', { base: { manifests: '' }, head: { manifests: 'a: [' } });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ outcome: 'Indeterminate' });
  });

  test('names which are members of every object are names like others', async () => {
    const { url } = await start();
    const body =
      '{"base":{"files":{}},"head":{"files":{"__proto__/a.yaml":"a: 1","constructor":"x"}},"__proto__":{"strategy":"x"}}';
    const response = await ask(url, '/v1/plans', body);
    expect([201, 422]).toContain(response.status);
    expect((await ask(url, '/v1/plans', change)).status).toBe(201);
  });

  test('takes no other type, no more than its limit, and no other address', async () => {
    const { url } = await start();
    expect((await ask(url, '/v1/plans', change, { 'content-type': 'text/yaml' })).status).toBe(415);
    const large = { ...change, head: { manifests: `# ${'x'.repeat(17 * 1024 * 1024)}` } };
    expect((await ask(url, '/v1/plans', large)).status).toBe(413);
    for (const path of [
      '/v1/plans/none',
      `/v1/plans/${'a'.repeat(43)}`,
      '/v1/none',
      '/../etc/passwd',
      '/v1/schema/none',
    ]) {
      const response = await fetch(`${url}${path}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    }
  });

  test('answers no page of another origin, and no name which was made to lead here', async () => {
    const { url } = await start();
    const port = new URL(url).port;
    const { status } = await ask(url, '/v1/plans', change, { origin: 'https://evil.example' });
    expect(status).toBe(403);
    expect((await ask(url, '/v1/plans', change, { origin: `http://localhost:${port}` })).status).toBe(201);
    expect(await statusWithHost(`${url}/v1/rules`, 'evil.example')).toBe(403);
    expect(await statusWithHost(`${url}/v1/rules`, 'localhost')).toBe(200);
  });

  test('says which methods there are where another is asked, and answers HEAD as GET', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/plans`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    const other = await fetch(`${url}/v1/plans/${'a'.repeat(43)}`, { method: 'PUT' });
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${url}/v1/rules`, { method: 'HEAD' })).status).toBe(200);
  });

  test('counts what it does, by patterns of addresses', async () => {
    const { url } = await start();
    await ask(url, '/v1/plans', change);
    await fetch(`${url}/v1/plans/${'a'.repeat(43)}`);
    await fetch(`${url}/nowhere/at/all`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/rollcast_http_requests_total\{method="POST",route="\/v1\/plans",status="201"\} \d+/);
    expect(text).toContain('rollcast_http_requests_total{method="GET",route="/v1/plans/:id",status="404"}');
    expect(text).not.toContain('nowhere');
    expect(text).toContain('rollcast_http_request_duration_seconds_bucket');
  });

  test('sends strict headers with everything, and keeps the id of a request', async () => {
    const { url, log } = await start();
    const response = await fetch(`${url}/v1/none`, { headers: { 'x-request-id': 'release-42' } });
    expect(response.headers.get('x-request-id')).toBe('release-42');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(log()).toContain('"requestId":"release-42","method":"GET","path":"/v1/none","status":404');
  });

  test('its answers are as its description says', async () => {
    const { url } = await start();
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { components: object; openapi: string };
    expect(document.openapi).toBe('3.1.0');
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(document, 'service');
    const check = (schema: string, value: unknown) => {
      const validate = ajv.compile({ $ref: `service#/components/schemas/${schema}` });
      expect([validate(value), validate.errors]).toEqual([true, null]);
    };
    check('RolloutPlan', await (await ask(url, '/v1/plans', change)).json());
    check('Comparison', await (await ask(url, '/v1/compare', change)).json());
    check('Problem', await (await ask(url, '/v1/plans', {})).json());
    check('PlanRequest', change);
  });

  test('writes no value of a Secret and no body to its log', async () => {
    const { url, log } = await start();
    const response = await ask(url, '/v1/plans', {
      base: { manifests: secretOf('one') },
      head: { manifests: secretOf('two') },
    });
    expect(`${await response.text()}${log()}`).not.toContain('hunter2');
  });

  test('ends with what it has begun, and takes nothing new', async () => {
    const { url, child, ended } = await startService({ dataDirectory: join(temporaryFolder(), 'data') });
    const many = Array.from({ length: 8 }, (_, index) => ask(url, '/v1/plans', numbered(index)));
    await Promise.race(many);
    child.kill('SIGTERM');
    const statuses = (await Promise.allSettled(many)).map(
      (result) => result.status === 'fulfilled' && result.value.status,
    );
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });
});

test.each([
  [['--host', '0.0.0.0'], /without keys the service answers this machine only/],
  [['--port', '70000'], /expected a whole number from 0 to 65535/],
])('%j is refused', (args, message) => {
  const { status, stderr } = spawnSync(process.execPath, [inject('builtCli'), 'serve', ...args], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});
