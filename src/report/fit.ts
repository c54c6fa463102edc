/** What a report can do without, in the order in which it goes when there is no room. */
const details = ['SafeHunks', 'Charts', 'Steps', 'Fields', 'Lists', 'Workloads', 'Rows', 'Wording', 'Entries'] as const;
export type Detail = (typeof details)[number];

/** A piece of Markdown which stands or falls as a whole. */
export interface Block {
  readonly text: string;
  /** With which detail it goes; without one it always stays. */
  readonly dropAs?: Detail;
  /** What stands instead from the detail `Wording` on. */
  readonly short?: string;
}

/** Blocks between an opening and a closing text, such as the rows of a table or what one <details> holds. */
export interface Section {
  readonly before?: string;
  readonly separator: '\n' | '\n\n';
  readonly after?: string;
  readonly blocks: readonly Block[];
  /** With which detail the whole section goes. */
  readonly dropAs?: Detail;
  /** The line which stands for the blocks that were dropped. */
  readonly remainder?: (dropped: number) => string;
}

export interface Fitted {
  readonly text: string;
  /** How many blocks or sections of each detail are missing. */
  readonly dropped: ReadonlyMap<Detail, number>;
}

/**
 * Joins the sections, dropping details in their order, each from the end, until the text has at most `limit` characters.
 * Cuts stand only at the borders of blocks. What has no `dropAs` is never dropped, so it must be short.
 * GitHub counts characters; a string's length counts UTF-16 units, of which there are never fewer.
 */
export function fitSections(sections: readonly Section[], limit: number): Fitted {
  const drafts = sections.map((section) => ({
    section,
    isKept: true,
    texts: section.blocks.map(({ text }) => text as string | undefined),
  }));
  const full = assemble(drafts);
  const dropped = new Map<Detail, number>();
  if (full.length <= limit) return { text: full, dropped };
  let excess = full.length - limit + remainderRoom * sections.filter(({ remainder }) => remainder).length;
  for (const detail of details) {
    for (const draft of drafts.toReversed()) {
      if (excess <= 0) break;
      const { count, saved } = detail === 'Wording' ? shorten(draft) : drop(draft, detail, excess);
      excess -= saved;
      if (count > 0) dropped.set(detail, (dropped.get(detail) ?? 0) + count);
    }
  }
  return { text: assemble(drafts), dropped };
}

/** A remainder line and the numbers in it. */
const remainderRoom = 120;

interface Draft {
  readonly section: Section;
  isKept: boolean;
  readonly texts: (string | undefined)[];
}

function drop(draft: Draft, detail: Detail, excess: number): { count: number; saved: number } {
  if (!draft.isKept) return { count: 0, saved: 0 };
  if (draft.section.dropAs === detail) {
    draft.isKept = false;
    return { count: 1, saved: textOf(draft).length };
  }
  let [count, saved] = [0, 0];
  for (let index = draft.texts.length - 1; index >= 0 && saved < excess; index -= 1) {
    const text = draft.texts[index];
    if (text === undefined || draft.section.blocks[index]?.dropAs !== detail) continue;
    draft.texts[index] = undefined;
    saved += text.length + draft.section.separator.length;
    count += 1;
  }
  return { count, saved };
}

function shorten(draft: Draft): { count: number; saved: number } {
  let [count, saved] = [0, 0];
  for (const [index, { short }] of draft.section.blocks.entries()) {
    const text = draft.texts[index];
    if (!draft.isKept || text === undefined || short === undefined || short.length >= text.length) continue;
    draft.texts[index] = short;
    saved += text.length - short.length;
    count += 1;
  }
  return { count, saved };
}

function assemble(drafts: readonly Draft[]): string {
  return drafts
    .filter(({ isKept }) => isKept)
    .map((draft) => textOf(draft))
    .filter((text) => text.length > 0)
    .join('\n\n');
}

function textOf({ section, texts }: Draft): string {
  const kept = texts.filter((text) => text !== undefined);
  const missing = texts.length - kept.length;
  const rest = missing > 0 && section.remainder ? [section.remainder(missing)] : [];
  const body = [...kept, ...rest].join(section.separator);
  return [section.before, body, section.after].filter((text) => text !== undefined && text.length > 0).join('\n\n');
}
