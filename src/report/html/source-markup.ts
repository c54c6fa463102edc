import type { SourceLocation } from '../../schema/source-location.ts';
import { sourceUrl } from '../source-words.ts';
import { clipText } from '../visible-text.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html } from './html-template.ts';

/** “prod/web.yaml:31”; a link, where the commit and the address of the repository are known. */
export function sourceMarkup(source: SourceLocation, { plan, repositoryUrl }: HtmlContext): Html {
  const text = html`<code>${`${clipText(source.path, 200)}:${source.line}`}</code>`;
  const revision = source.revision === 'base' ? plan.base : plan.head;
  const url = sourceUrl(source, revision, repositoryUrl);
  const linked = url !== undefined && /^https?:\/\//.test(url) ? html`<a href="${url}">${text}</a>` : text;
  return source.revision === 'base' ? html`${linked} in base` : linked;
}
