import type { Phrase } from '../phrase.ts';
import { visibleLines } from '../visible-text.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';

/** A table with a caption, which scrolls in itself where a screen is narrow. */
export function tableMarkup(caption: string, head: readonly Html[], rows: readonly Html[]): Html {
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** Head of a column; numbers stand to the right. */
export function columnHead(title: string | Html, isNumber = false): Html {
  return html`<th scope="col"${isNumber ? html` class="number"` : nothing}>${title}</th>`;
}

export function bulletList(items: readonly Html[]): Html {
  if (items.length === 0) return nothing;
  return html`<ul>
${items.map(
  (item) => html`<li>${item}</li>
`,
)}</ul>
`;
}

export function phraseList(phrases: readonly Phrase[]): Html {
  return bulletList(phrases.map((words) => phraseMarkup(words)));
}

/** What is long, folded away; printed it is open. */
export function detailsMarkup(summary: string | Html, content: Html): Html {
  return html`<details><summary>${summary}</summary>
${content}</details>
`;
}

/** A command as a block of its own, which one click selects as a whole. */
export function commandMarkup(command: string): Html {
  return html`<pre class="command"><code>${command}</code></pre>
`;
}

/** Of a longer text nobody reads more on a page; the JSON has it all. */
const diffLinesMax = 400;

export function diffMarkup(hunks: string | undefined): Html {
  if (hunks === undefined || hunks.trim() === '') return nothing;
  const lines = visibleLines(hunks);
  const more = lines.length - diffLinesMax;
  const shown = lines.slice(0, diffLinesMax).map(diffLine);
  const note =
    more > 0
      ? html`<p class="quiet">${more} more lines are left out.</p>
`
      : nothing;
  return detailsMarkup(
    'Text diff',
    html`<pre class="diff"><code>${shown}</code></pre>
${note}`,
  );
}

function diffLine(line: string): Html {
  const tone = line.startsWith('+')
    ? 'added'
    : line.startsWith('-')
      ? 'removed'
      : line.startsWith('@@')
        ? 'hunk'
        : 'kept';
  return html`<span class="${tone}">${line}
</span>`;
}

/** The first so many, and in words how many more there are. */
export function bounded<Item>(items: readonly Item[], most: number, write: (item: Item) => Html): readonly Html[] {
  const shown = items.slice(0, most).map(write);
  const more = items.length - shown.length;
  return more > 0
    ? [...shown, html`<span class="quiet">and ${more} more, which <code>--format json</code> has</span>`]
    : shown;
}
