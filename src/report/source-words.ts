import type { RevisionDescription, RolloutPlan } from '../schema/rollout-plan.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { codeSpan } from './escape-markdown.ts';
import { clipText } from './visible-text.ts';

/** “prod/web.yaml:31”; a line of base is said to be one, since head has other lines. */
export function sourceText({ path, line, revision }: SourceLocation): string {
  return `${clipText(path, 200)}:${line}${revision === 'base' ? ' in base' : ''}`;
}

/** The same in Markdown; a link, where the commit and the address of the repository are known. */
export function sourceMarkdown(source: SourceLocation, plan: RolloutPlan, repositoryUrl: string | undefined): string {
  const text = codeSpan(`${clipText(source.path, 200)}:${source.line}`);
  const revision = source.revision === 'base' ? plan.base : plan.head;
  const url = sourceUrl(source, revision, repositoryUrl);
  const linked = url === undefined ? text : `[${text}](${url})`;
  return source.revision === 'base' ? `${linked} in base` : linked;
}

/** Undefined where the commit or the address of the repository is not known. */
export function sourceUrl(
  { path, line }: SourceLocation,
  revision: RevisionDescription,
  repositoryUrl: string | undefined,
): string | undefined {
  if (repositoryUrl === undefined || revision.type !== 'Commit' || revision.commit === undefined) return undefined;
  const segments = path
    .toWellFormed()
    .split('/')
    .map((segment) => encodeSegment(segment));
  return `${repositoryUrl}/blob/${encodeSegment(revision.commit)}/${segments.join('/')}#L${line}`;
}

/** Also what would end the link in Markdown. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[()'*!~_]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
