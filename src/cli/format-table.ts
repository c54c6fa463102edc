import type { Report } from '../report/report.ts';

export interface CliFormat {
  readonly summary: string;
  /** Each format is loaded when it is asked for: the JSON needs the whole schema, the text does not. */
  readonly load: () => Promise<Report>;
}

/** Every value of `--format` for a plan; the first is the default. A new format is a file in src/report and an entry here. */
export const formatTable = {
  text: { summary: 'for a terminal', load: loadText },
  markdown: { summary: 'for a pull-request comment', load: loadMarkdown },
  json: { summary: 'the plan as data, see `rollcast schema plan`', load: loadJson },
  sarif: { summary: 'for code scanning, SARIF 2.1.0', load: loadSarif },
  html: { summary: 'a page for a browser', load: loadHtml },
  svg: { summary: 'the timelines as a picture', load: loadSvg },
} as const satisfies Record<string, CliFormat>;

export type FormatName = keyof typeof formatTable;

async function loadText(): Promise<Report> {
  const [{ renderText }, { renderDiffText }] = await Promise.all([
    import('../report/text.ts'),
    import('../report/diff-text.ts'),
  ]);
  return { render: renderText, renderDiff: renderDiffText };
}

async function loadMarkdown(): Promise<Report> {
  const [{ renderMarkdown }, { renderDiffMarkdown }] = await Promise.all([
    import('../report/markdown.ts'),
    import('../report/diff-markdown.ts'),
  ]);
  return { render: renderMarkdown, renderDiff: renderDiffMarkdown };
}

async function loadJson(): Promise<Report> {
  const { renderJson } = await import('../report/json.ts');
  return { render: renderJson };
}

async function loadSarif(): Promise<Report> {
  const { renderSarif } = await import('../report/sarif.ts');
  return { render: renderSarif };
}

async function loadHtml(): Promise<Report> {
  const { renderHtml } = await import('../report/html.ts');
  return { render: renderHtml };
}

async function loadSvg(): Promise<Report> {
  const { renderSvg } = await import('../report/svg.ts');
  return { render: renderSvg };
}
