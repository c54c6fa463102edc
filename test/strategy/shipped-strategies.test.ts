import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { readShipped } from '../../src/app/load-strategies.ts';
import { strategyJsonSchema } from '../../src/report/strategy-json-schema.ts';
import { StrategyDocument } from '../../src/schema/strategy-document.ts';
import { readShippedStrategies } from '../../src/store/shipped-strategies.ts';

const files = await readShippedStrategies();
const strategies = readShipped(files);

test('the strategies which come with Rollcast are these', () => {
  expect([...strategies.keys()]).toEqual([
    'blue-green',
    'blue-green-preview',
    'canary-gateway-api',
    'canary-ingress-nginx',
    'canary-replicas',
    'recreate',
    'rolling-update',
    'rolling-update-no-downtime',
  ]);
});

describe.each(files.map((file) => [file.name, Buffer.from(file.bytes).toString()] as const))('%s', (name, text) => {
  test('has the name of its file, and nothing in it which is not followed', () => {
    const strategy = strategies.get(basename(name, '.yaml'));
    expect(strategy?.notes).toEqual([]);
    expect(strategy?.origin).toBe('Shipped');
  });

  test('opens with when to use it and when not', () => {
    const [editors, ...lines] = text.split('\n');
    expect(editors).toBe('# yaml-language-server: $schema=./strategy.schema.json');
    const { explanation = '' } = strategies.get(basename(name, '.yaml')) ?? {};
    expect(explanation).toMatch(/^When to use it: [^\n]+\n(.+\n)*\nWhen not: /);
    expect(explanation.split('\n')).toEqual(
      lines.filter((line) => line.startsWith('#')).map((line) => line.replace(/^# ?/, '')),
    );
  });

  test('has the form which the published schema asks for', () => {
    const validate = new Ajv2020({ strict: false }).compile(strategyJsonSchema());
    expect({ isValid: validate(load(text)), errors: validate.errors }).toEqual({ isValid: true, errors: null });
  });
});

test('the schema beside the documents is the one that is made from the code', async () => {
  const made = `${JSON.stringify(strategyJsonSchema(), null, 2)}\n`;
  await expect(made).toMatchFileSnapshot('../../strategies/strategy.schema.json');
});

const document = (strategy: object) => ({ name: 'own', summary: 'Ours.', strategy });
const canary = (...steps: object[]) => document({ canary: { steps } });

describe('the published schema and Rollcast agree', () => {
  test.each([
    ['a stanza of a Deployment', document({ rollingUpdate: { maxSurge: 1, maxUnavailable: '10%' } }), true],
    ['a blue-green without fields', document({ blueGreen: {} }), true],
    ['every step that is followed', canary({ setWeight: 5 }, { pause: {} }, { analysis: { args: [] } }), true],
    ['two strategies', document({ blueGreen: {}, type: 'Recreate' }), false],
    ['no strategy', document({}), false],
    ['a step of two', canary({ setWeight: 5, pause: {} }), false],
    ['a step of none', canary({}), false],
    ['a step which is refused', canary({ experiment: {} }), false],
    ['no steps', canary(), false],
    [
      'a router which is not compiled',
      document({ canary: { steps: [{ pause: {} }], trafficRouting: { smi: {} } } }),
      false,
    ],
    ['no router', document({ canary: { steps: [{ pause: {} }], trafficRouting: {} } }), false],
    ['a name with capitals', { ...document({ blueGreen: {} }), name: 'Own' }, false],
    ['an unknown field', { ...document({ blueGreen: {} }), spec: {} }, false],
  ])('about %s', (_, value, isValid) => {
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync('strategies/strategy.schema.json', 'utf8')) as object,
    );
    expect([validate(value), StrategyDocument.safeParse(value).success]).toEqual([isValid, isValid]);
  });
});
