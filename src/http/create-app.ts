import { createHash, randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { whereThrown } from '../app/told-error.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import type { HttpDeps } from './http-deps.ts';
import { requireLoopback } from './loopback-only.ts';
import { serviceMetrics } from './metrics.ts';
import { allowedMethods, openApiDocument } from './openapi.ts';
import { planRoutes } from './plan-routes.ts';
import { ProblemError } from './problem-error.ts';
import { problemOf, problemResponse } from './problem-response.ts';

export interface ServiceEnv {
  readonly Variables: { requestId: string; thrown?: string };
}

/** The service as a value: it answers requests, and opens no port. */
export function createApp(deps: HttpDeps): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  const metrics = serviceMetrics();
  app.use(async (c, next) => {
    const began = performance.now();
    c.set('requestId', requestIdOf(c));
    await next();
    const { method, path } = c.req;
    for (const [name, value] of Object.entries(strictHeaders)) c.res.headers.set(name, value);
    c.res.headers.set('x-request-id', c.var.requestId);
    const milliseconds = Math.round(performance.now() - began);
    metrics.observe({ method, route: routeOf(c), status: c.res.status, seconds: milliseconds / 1000 });
    const thrown = c.var.thrown === undefined ? {} : { thrown: c.var.thrown };
    deps.log({ requestId: c.var.requestId, method, path, status: c.res.status, milliseconds, ...thrown });
  });
  app.use(async (c, next) => {
    if (!openPaths.has(c.req.path)) requireLoopback(c.req.raw.headers);
    await next();
  });
  app.get('/healthz', (c) => c.json({ status: 'ok', version: deps.version }));
  app.get('/readyz', async (c) => {
    await deps.store.check();
    return c.json({ status: 'ok' });
  });
  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }));
  app.get('/openapi.json', (c) => c.json(openApiDocument(deps.version)));
  app.route('/v1', planRoutes(deps, contentId));
  app.route('/v1', catalogueRoutes(deps));
  app.notFound((c) => {
    const allowed = allowedMethods(c.req.path);
    if (allowed.length === 0) {
      throw new ProblemError(404, 'Not Found', 'there is no such address; /openapi.json lists them');
    }
    const allow = allowed.join(', ');
    throw new ProblemError(405, 'Method Not Allowed', `there is ${allow}`, { headers: { allow } });
  });
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (!problem) c.set('thrown', whereThrown(error));
    return problemResponse(problem ?? bug, c.var.requestId);
  });
  return app;
}

/** Whoever watches over the service asks by another name. */
const openPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** The pattern which answered, or would have; one for all that is answered by none. */
function routeOf(c: Context): string {
  const route = routePath(c, -1);
  return route === '' || route.includes('*') ? 'none' : route;
}

const bug = new ProblemError(
  500,
  'Internal Server Error',
  'this is a bug of Rollcast; the log of the service has more',
);

/** One which the caller sent is kept, as far as it is plain, so that both logs tell of one request. */
function requestIdOf(c: Context): string {
  const sent = c.req.header('x-request-id');
  return sent !== undefined && /^[\w.-]{1,64}$/.test(sent) ? sent : randomUUID();
}

/** A plan by what it says: 43 letters and digits, dashes and underscores. */
function contentId(json: string): string {
  return createHash('sha256').update(json).digest('base64url');
}

const strictHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
