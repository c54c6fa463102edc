import type { PlanEntry } from '../plan-entries.ts';
import { figuresOf } from './figures.ts';
import { type Html, html } from './html-template.ts';

/** The lowest number, the peak and the time of an entry as cells of a row. */
export function figureCellsMarkup(entry: PlanEntry): Html {
  const { lowest, peak, time } = figuresOf(entry);
  return html`${[lowest, peak, time].map(cell)}`;
}

/** “40 s (20 s – 5 min)” breaks before its bracket, and nowhere else. */
function cell(figure: string): Html {
  const parts = figure.split(/ (?=\()/).map((part) => html`<span class="whole">${part}</span> `);
  return html`<td class="figure">${parts}</td>`;
}
