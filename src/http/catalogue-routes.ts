import { Hono } from 'hono';
import { readShipped } from '../app/load-strategies.ts';
import { comparisonJsonSchema } from '../report/comparison-json-schema.ts';
import { factsJsonSchema } from '../report/facts-json-schema.ts';
import { planJsonSchema } from '../report/plan-json-schema.ts';
import { settingsJsonSchema } from '../report/settings-json-schema.ts';
import { strategyJsonSchema } from '../report/strategy-json-schema.ts';
import { toldRules } from '../report/told-rules.ts';
import type { ServiceEnv } from './create-app.ts';
import type { HttpDeps } from './http-deps.ts';
import { ProblemError } from './problem-error.ts';

const schemas: ReadonlyMap<string, () => object> = new Map([
  ['plan', planJsonSchema],
  ['comparison', comparisonJsonSchema],
  ['strategy', strategyJsonSchema],
  ['config', settingsJsonSchema],
  ['facts', factsJsonSchema],
]);

/** What there is: strategies, rules and the schemas of what Rollcast reads and writes. */
export function catalogueRoutes({ shippedStrategies }: HttpDeps): Hono<ServiceEnv> {
  return new Hono<ServiceEnv>()
    .get('/strategies', async (c) => c.json({ strategies: [...readShipped(await shippedStrategies()).values()] }))
    .get('/strategies/:name', async (c) => {
      const found = readShipped(await shippedStrategies()).get(c.req.param('name'));
      if (!found)
        throw new ProblemError(404, 'Not Found', 'there is no strategy of this name; /v1/strategies lists them');
      return c.json(found);
    })
    .get('/rules', (c) => c.json({ rules: toldRules }))
    .get('/schema/:document', (c) => {
      const schema = schemas.get(c.req.param('document'));
      if (!schema) throw new ProblemError(404, 'Not Found', `there is: ${[...schemas.keys()].join(', ')}`);
      return c.json(schema());
    });
}
