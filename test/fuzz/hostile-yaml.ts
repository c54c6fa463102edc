import { type Arbitrary, array, constantFrom, nat, oneof, tuple } from 'fast-check';
import { hostileObject } from '../app/hostile-manifests.ts';
import { choices, writeYaml } from './write-yaml.ts';

/** Lines which mean much to YAML, and seldom what was meant. */
const lines = [
  '---',
  '...',
  '--- |',
  '--- !!map {a: b}',
  '%YAML 1.1',
  '%YAML 9.9',
  '%TAG ! tag:example.com,2000:',
  '%UNKNOWN directive',
  '<<: *a0',
  '<<: [*a0, *a1, {a: b}]',
  '<<: &a0 {<<: *a0}',
  '? {a: b}',
  '? [a, [b]]',
  ': value',
  '- - - &a0 [*a0]',
  '- ? a',
  'a: &a0 [&a1 {b: *a0}, *a1]',
  'spec: *a0',
  '!!binary |',
  'data: !!binary "aGk="',
  'a: !!float 1',
  'a: !!set {b, c}',
  'a: !local [b]',
  'a: !<tag:yaml.org,2002:str> 1',
  'replicas: 0o17',
  'replicas: 1_000',
  'replicas: 190:20:30',
  'replicas: .inf',
  'replicas: 2001-01-01',
  'a: |9',
  'a: >+2',
  '\ta: b',
  'a:\t- b',
  "a: 'b",
  'a: "\\x"',
  'a: "b\\',
  '{"apiVersion": "v1", "kind": "List", "items": [',
  '{"a": 1}{"b": 2}',
  '[a, b',
  'kind: List',
  'items: {}',
  '{{- if .Values.web }}',
  '# {{ end }}',
  '@a: `b',
  '\uFEFFa: b',
  'a: b\r# c\rd: e',
  'a: b\u0085c: d\u2028e: f',
  '"\\uD800": 1',
  '['.repeat(200),
  `${'- '.repeat(150)}a`,
  'a: {'.repeat(50),
];

/** Documents with such lines between theirs, at any indentation; now and then nothing but such lines. */
export const hostileYaml: Arbitrary<string> = tuple(
  oneof({ weight: 4, arbitrary: array(hostileObject, { maxLength: 3 }) }, constantFrom<[][]>([])),
  choices,
  array(tuple(nat(), constantFrom(...lines), nat({ max: 8 })), { maxLength: 3 }),
).map(([objects, ways, insertions]) =>
  insertions
    .reduce<readonly string[]>(
      (text, [at, line, indent]) => text.toSpliced(at % (text.length + 1), 0, `${' '.repeat(indent)}${line}`),
      writeYaml(objects, ways).split('\n'),
    )
    .join('\n'),
);
