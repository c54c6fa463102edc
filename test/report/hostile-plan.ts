import * as fc from 'fast-check';
import { NotComputedReason } from '../../src/schema/not-computed.ts';
import { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { busyPlan } from './plan-builder.ts';

/** What people put into names and values to break a page, and ordinary text between. */
const fragments = [
  '<script>',
  '</details>',
  '<summary>',
  '<!--',
  '-->',
  '@octocat',
  '#123',
  'owner/repo#1',
  'GH-7',
  '`',
  '```',
  '````',
  '|',
  '\\',
  '\\|',
  '*',
  '**',
  '_',
  '~~',
  '[x](javascript:0)',
  '![x](y)',
  'https://evil.example',
  'www.evil.example',
  'a@evil.example',
  '\n',
  '\r\n',
  '\n\n',
  '\t',
  '\u{202e}',
  '\u{200b}',
  '\u{0}',
  '\u{1b}[31m',
  '\u{9b}',
  '\u{2028}',
  '\u{a0}',
  '$x$',
  ':tada:',
  '&lt;',
  '&#64;',
  '> ',
  '# ',
  '- ',
  '1. ',
  '=== ',
  'web',
  'é',
  '😀',
  ' ',
  '{{ .Values }}',
  '\ud800',
  '"',
  "'",
];

const hostileText = fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((parts) => parts.join(''));

/** A busy plan of which every free text is hostile. */
export const hostilePlan = fc.array(hostileText, { minLength: 6, maxLength: 12 }).map((texts) => {
  let next = 0;
  const take = () => {
    next += 1;
    return texts[next % texts.length] ?? '';
  };
  const reasons: ReadonlySet<string> = new Set(NotComputedReason.options);
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return freeTexts.has(key) && !reasons.has(value) ? take() : value;
    if (Array.isArray(value)) return value.map((item) => replace(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const isTool = key === 'tool' && name === 'name';
        return [key === 'selector' ? take() : name, isTool ? inner : replace(inner, name)];
      }),
    );
  };
  const { strategy: _, ...rest } = busyPlan().rollouts[0] ?? {};
  return RolloutPlan.parse({
    ...Object(replace(busyPlan(), '')),
    rollouts: busyPlan().rollouts.map((rollout) => ({
      ...Object(replace({ ...rest, ...rollout, remarks: ['x'] }, '')),
      strategy: rollout.strategy,
    })),
  });
});

const freeTexts: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'root',
  'kind',
  'message',
  'remediation',
  'reason',
  'path',
  'what',
  'detail',
  'before',
  'after',
  'field',
  'hunks',
  'ref',
  'version',
  'floorRemark',
  'remark',
  'remarks',
  'assumptions',
  'app',
]);
