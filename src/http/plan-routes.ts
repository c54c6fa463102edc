import { type Context, Hono } from 'hono';
import { compareRevisions } from '../app/compare-revisions.ts';
import { type PlanOptions, planRevisions } from '../app/plan-revisions.ts';
import type { RevisionSource } from '../app/ports.ts';
import { renderComparisonJson } from '../report/comparison-json.ts';
import { renderJson } from '../report/json.ts';
import { parsePlan } from '../report/parse-plan.ts';
import { PlanRequest } from '../schema/plan-request.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { ServiceEnv } from './create-app.ts';
import type { HttpDeps } from './http-deps.ts';
import { planGate } from './plan-gate.ts';
import { ProblemError } from './problem-error.ts';
import { readBody } from './read-body.ts';
import { acceptedRepresentation, type Representation } from './representations.ts';

/** Plans: making them, and finding them again by what they say. */
export function planRoutes(deps: HttpDeps, idOf: (json: string) => string): Hono<ServiceEnv> {
  const { store, limits } = deps;
  const gate = planGate(limits.plansAtOnce);
  // Whoever sends slowly takes no place of those who have sent.
  const read = (c: Context) => readBody(c.req.raw, PlanRequest, limits.bodyBytes);
  const make = (request: PlanRequest) => gate(() => planRevisions(sourceOf(request, deps), optionsOf(request, deps)));
  return new Hono<ServiceEnv>()
    .post('/plans', async (c) => {
      const representation = acceptedRepresentation(c);
      const plan = await make(await read(c));
      const json = renderJson(plan);
      const id = idOf(json);
      await store.save(id, json);
      c.header('location', `/v1/plans/${id}`);
      return planResponse(c, plan, { etag: entityTag(id, representation), representation, status: 201 });
    })
    .get('/plans/:id', async (c) => {
      const representation = acceptedRepresentation(c);
      const id = c.req.param('id');
      const json = /^[\w-]{43}$/.test(id) ? await store.find(id) : undefined;
      if (json === undefined) throw new ProblemError(404, 'Not Found', 'there is no plan of this id');
      const etag = entityTag(id, representation);
      if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag, vary: 'accept' });
      return planResponse(c, savedPlan(json), { etag, representation, status: 200 });
    })
    .post('/diffs', async (c) => {
      const { renderDiff, contentType } = acceptedRepresentation(c);
      const text = renderDiff(await make(await read(c)));
      return c.body(text, 200, { 'content-type': contentType, vary: 'accept' });
    })
    .post('/compare', async (c) => {
      const request = await read(c);
      const comparison = await gate(() => compareRevisions(sourceOf(request, deps), optionsOf(request, deps)));
      return c.body(renderComparisonJson(comparison), 200, { 'content-type': 'application/json' });
    });

  /** Of the data one for as long as they are the same; other forms may be worded anew in each version. */
  function entityTag(id: string, { tag }: Representation): string {
    return tag === 'json' ? `"${id}"` : `"${id}.${tag}.${deps.version}"`;
  }
}

function planResponse(
  c: Context,
  plan: RolloutPlan,
  {
    etag,
    representation: { render, contentType },
    status,
  }: { readonly etag: string; readonly representation: Representation; readonly status: 200 | 201 },
): Response {
  const headers = { 'content-type': contentType, etag, vary: 'accept', 'cache-control': 'private, no-cache' };
  return c.body(render(plan), status, headers);
}

function matches(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** What was stored is a plan, or the store is not ours. */
function savedPlan(json: string): RolloutPlan {
  const parsed = parsePlan(json);
  if (parsed.type === 'Plan') return parsed.plan;
  throw new ProblemError(410, 'Gone', 'another version of Rollcast made this plan; make it anew');
}

function sourceOf({ base, head }: PlanRequest, { inlineRevisions }: HttpDeps): RevisionSource {
  return inlineRevisions({ base: filesOf(base), head: filesOf(head) });
}

/** One text without a name has the same in both revisions. */
function filesOf(revision: PlanRequest['base']): ReadonlyMap<string, Uint8Array> {
  const files = 'manifests' in revision ? { 'manifests.yaml': revision.manifests } : revision.files;
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

function optionsOf({ strategy, options }: PlanRequest, { version, shippedStrategies }: HttpDeps): PlanOptions {
  return {
    toolVersion: version,
    kubernetesVersion: options?.kubernetesVersion ?? '1.34',
    shippedStrategies,
    ...(strategy === undefined ? {} : { strategy }),
    ...(options?.facts === undefined ? {} : { facts: { name: 'facts', bytes: Buffer.from(options.facts) } }),
  };
}
