import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { renderDiffMarkdown } from '../report/diff-markdown.ts';
import { renderDiffText } from '../report/diff-text.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderSarif } from '../report/sarif.ts';
import { renderText } from '../report/text.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { ProblemError } from './problem-error.ts';

/** One form of a plan. */
export interface Representation {
  readonly mediaType: string;
  readonly contentType: string;
  /** Of the entity tag, so that two forms of a plan never have one. */
  readonly tag: string;
  readonly render: (plan: RolloutPlan) => string;
  /** Only what changes and its effects; the data are the same for both. */
  readonly renderDiff: (plan: RolloutPlan) => string;
}

const textOptions = { colour: false, width: 100 };
const utf8 = '; charset=utf-8';

/** The first is what gets who asks for nothing. */
export const representations: readonly [Representation, ...Representation[]] = [
  {
    mediaType: 'application/json',
    contentType: 'application/json',
    tag: 'json',
    render: renderJson,
    renderDiff: renderJson,
  },
  {
    mediaType: 'text/markdown',
    contentType: `text/markdown${utf8}`,
    tag: 'md',
    render: (plan) => renderMarkdown(plan, { limit: Infinity }),
    renderDiff: (plan) => renderDiffMarkdown(plan, { limit: Infinity }),
  },
  {
    mediaType: 'text/plain',
    contentType: `text/plain${utf8}`,
    tag: 'txt',
    render: (plan) => renderText(plan, textOptions),
    renderDiff: (plan) => renderDiffText(plan, textOptions),
  },
  {
    mediaType: 'application/sarif+json',
    contentType: 'application/sarif+json',
    tag: 'sarif',
    render: (plan) => renderSarif(plan),
    renderDiff: (plan) => renderSarif(plan),
  },
];

/** The form which a request accepts most. Throws ProblemError(406) where it accepts none. */
export function acceptedRepresentation(c: Context): Representation {
  const [first] = representations;
  const header = c.req.header('accept') ?? '*/*';
  const supports = representations.map(({ mediaType }) => mediaType);
  const chosen = accepts(c, { header: 'Accept', supports, default: /\*\/\*/.test(header) ? first.mediaType : '' });
  const found = representations.find(({ mediaType }) => mediaType === chosen);
  if (found) return found;
  throw new ProblemError(406, 'Not Acceptable', `there is: ${supports.join(', ')}`);
}
