import { z } from 'zod';
import { commentKeyPattern } from '../report/comment-marker.ts';
import { ActionError } from './action-error.ts';

/** An input which is not given is an empty text. */
const text = z.string().default('');
const optional = text.transform((value) => (value === '' ? undefined : value));
const paths = text.transform((value) =>
  value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);

function choice<const Values extends readonly [string, ...string[]]>(values: Values, fallback: Values[number]) {
  const error = `expected one of: ${values.join(', ')}`;
  return z
    .string()
    .default('')
    .transform((value) => (value === '' ? fallback : value))
    .pipe(z.enum(values, { error }));
}

function flag(fallback: 'true' | 'false') {
  return choice(['true', 'false'], fallback).transform((value) => value === 'true');
}

/** The inputs of the action by their names; action.yml describes them to people, and a test holds both together. */
export const ActionInputs = z.strictObject({
  'github-token': optional,
  repo: text.transform((value) => (value === '' ? '.' : value)),
  base: optional,
  head: optional,
  path: paths,
  config: optional,
  facts: optional,
  strategy: optional,
  'kubernetes-version': choice(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'], '1.34'),
  'fail-on': choice(['low', 'medium', 'high', 'never'], 'never'),
  'fail-on-not-computed': flag('false'),
  comment: choice(['always', 'changes', 'findings', 'never'], 'changes'),
  'comment-key': text
    .transform((value) => (value === '' ? 'default' : value))
    .refine((value) => commentKeyPattern.test(value), {
      error: 'expected at most 64 letters, digits, dots, dashes and underscores',
    }),
  'comment-author': text.transform((value) => (value === '' ? 'github-actions[bot]' : value)),
  'check-run': optional,
  'sarif-file': optional,
  'plan-file': optional,
  plan: optional,
});
export type ActionInputs = z.infer<typeof ActionInputs>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the inputs where the runner puts them: `fail-on` is INPUT_FAIL-ON. Throws ActionError. */
export function readInputs(environment: Environment): ActionInputs {
  const given = Object.keys(ActionInputs.shape).flatMap((name) => {
    const value = environment[`INPUT_${name.toUpperCase()}`]?.trim();
    return value === undefined ? [] : [[name, value] as const];
  });
  const parsed = ActionInputs.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: [name], message }) => {
    const value = environment[`INPUT_${String(name).toUpperCase()}`] ?? '';
    return `${String(name)}: ${message}, not ${JSON.stringify(value.trim().slice(0, 60))}`;
  });
  throw new ActionError(`the input ${problems.join('; ')}`);
}
