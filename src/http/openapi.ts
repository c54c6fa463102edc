import { z } from 'zod';
import { Comparison } from '../schema/comparison.ts';
import { PlanRequest } from '../schema/plan-request.ts';
import { Problem } from '../schema/problem.ts';
import { RolloutPlan } from '../schema/rollout-plan.ts';
import { representations } from './representations.ts';

/** The description of the service, OpenAPI 3.1; its parts are made from the same schemas which check requests and answers. */
export function openApiDocument(version: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollcast',
      version,
      summary: 'Forecasts what a change does to a Kubernetes cluster',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: paths(),
    components: { schemas: components() },
  };
}

/** The methods for which there is an answer at an address: none where there is no such address. */
export function allowedMethods(path: string): readonly string[] {
  const steps = path.split('/');
  const found = Object.entries(paths()).find(([template]) => {
    const wanted = template.split('/');
    return wanted.length === steps.length && wanted.every((step, at) => step.startsWith('{') || step === steps[at]);
  });
  const methods = Object.keys(found?.[1] ?? {}).map((method) => method.toUpperCase());
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

function paths(): Readonly<Record<string, object>> {
  return {
    '/v1/plans': {
      post: asked('Forecast a change', {
        '201': {
          description: 'The plan. Unreadable manifests in a right body are told in it, with the outcome Indeterminate.',
          headers: {
            location: header('Where the plan is found again.'),
            etag: header('The same as long as the plan says the same.'),
          },
          content: forms('RolloutPlan'),
        },
      }),
    },
    '/v1/plans/{id}': {
      get: {
        summary: 'A plan which was made before',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } },
          { name: 'if-none-match', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          '200': { description: 'The plan.', content: forms('RolloutPlan') },
          '304': { description: 'It says what it said.' },
          ...problems('404', '406'),
        },
      },
    },
    '/v1/diffs': {
      post: asked('Only what changes and its effects', {
        '200': {
          description: 'The plan, which holds more than the changes in JSON only.',
          content: forms('RolloutPlan'),
        },
      }),
    },
    '/v1/compare': {
      post: asked('What each strategy would do, side by side', {
        '200': { description: 'The comparison.', content: json('Comparison') },
      }),
    },
    '/v1/strategies': { get: listed('The strategies which come with Rollcast') },
    '/v1/strategies/{name}': { get: found('One of them', 'name') },
    '/v1/rules': { get: listed('What is found, and what to do about it') },
    '/v1/schema/{document}': {
      get: found('The JSON Schema of plan, comparison, strategy, config or facts', 'document'),
    },
    '/healthz': { get: listed('Whether the process runs') },
    '/readyz': { get: { ...listed('Whether it can answer'), responses: { ...ok, ...problems('503') } } },
    '/metrics': { get: listed('What it has done, for Prometheus') },
    '/openapi.json': { get: listed('This description') },
  };
}

const ok = { '200': { description: 'As asked.', content: { 'application/json': { schema: { type: 'object' } } } } };

function asked(summary: string, responses: object): object {
  return {
    summary,
    requestBody: { required: true, content: json('PlanRequest') },
    responses: { ...responses, ...problems('400', '403', '406', '413', '415', '422', '503') },
  };
}

function listed(summary: string): object {
  return { summary, responses: ok };
}

function found(summary: string, parameter: string): object {
  return {
    summary,
    parameters: [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }],
    responses: { ...ok, ...problems('404') },
  };
}

function header(description: string): object {
  return { description, schema: { type: 'string' } };
}

function json(schema: string): object {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

/** JSON by its schema, the others as text. */
function forms(schema: string): object {
  const texts = representations.slice(1).map(({ mediaType }) => [mediaType, { schema: { type: 'string' } }]);
  return { ...json(schema), ...Object.fromEntries(texts) };
}

function problems(...statuses: readonly string[]): object {
  const problem = {
    description: 'Why not.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return Object.fromEntries(statuses.map((status) => [status, problem]));
}

/** The schemas of what is asked and answered, and what these are made of; each part by its own id. */
function components(): object {
  const parts = Object.entries({ RolloutPlan, Comparison, PlanRequest, Problem }).map(([id, schema]) =>
    partsOf(id, schema),
  );
  return Object.assign({}, ...parts);
}

/** zod numbers what refers to itself and has no id, as any JSON value does: with the name of the whole no two are one. */
function partsOf(id: string, schema: z.ZodType): object {
  const { $defs: parts } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  const text = JSON.stringify(parts)
    .replaceAll('#/$defs/', '#/components/schemas/')
    .replaceAll('__schema', `${id}Part`);
  return z.record(z.string(), z.record(z.string(), z.unknown())).parse(JSON.parse(text));
}
