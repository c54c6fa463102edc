import { type Html, html, joinHtml } from '../html/html-template.ts';
import { visibleText } from '../visible-text.ts';
import { wrapText } from '../wrap-text.ts';
import { drawChart } from './draw-chart.ts';
import type { LegendEntry } from './legend.ts';
import type { TimelineChart } from './timeline-chart.ts';

/** The picture is drawn for a phone held upright, and grows with its frame. */
export const pictureWidth = 520;

/** One thing below the other. */
export interface Block {
  readonly height: number;
  readonly draw: (top: number) => Html;
}

const padding = 16;
const lineHeight = 20;

export function stackBlocks(blocks: readonly Block[]): { readonly height: number; readonly content: Html } {
  let top = padding;
  const drawn = blocks.map(({ height, draw }) => {
    const content = draw(top);
    top += height;
    return content;
  });
  return { height: Math.ceil(top + padding), content: joinHtml(drawn) };
}

/** Lines of text, broken where the picture ends. */
export function textBlock(text: string, name: 'title' | 'name' | 'note'): Block {
  const lines = wrapText(visibleText(text), columns[name], '');
  return {
    height: lines.length * lineHeight + 6,
    draw: (top) =>
      joinHtml(
        lines.map(
          (line, index) => html`<text class="${name}" x="${padding}" y="${top + 14 + index * lineHeight}">${line}</text>
`,
        ),
      ),
  };
}

const columns = { title: 54, name: 58, note: 72 };

export function gap(height: number): Block {
  return { height, draw: () => html`` };
}

/** Left of it stand the numbers of pods. */
const chartLeft = 44;

export function chartBlock(chart: TimelineChart): Block {
  const { height, content } = drawChart(chart);
  return {
    height,
    draw: (
      top,
    ) => html`<svg x="${chartLeft}" y="${top}" width="${pictureWidth - chartLeft - padding}" height="${height}" overflow="visible">
${content}</svg>
`,
  };
}

/** Two of them in a row. */
export function legendBlock(entries: readonly LegendEntry[]): Block {
  const rows = Math.ceil(entries.length / 2);
  return {
    height: rows * lineHeight,
    draw: (top) =>
      joinHtml(
        entries.map(({ band, words }, index) => {
          const x = padding + (index % 2) * 220;
          const y = top + Math.floor(index / 2) * lineHeight;
          return html`<rect class="band ${band}" x="${x + 1}" y="${y + 3}" width="22" height="12"/><text class="note" x="${x + 32}" y="${y + 14}">${words}</text>
`;
        }),
      ),
  };
}
