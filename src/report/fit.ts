/**
 * What a report can do without, in the order in which it goes when there is no room. `Wording` and `Messages` drop
 * nothing: blocks take their short and their shortest form.
 */
const details = [
  'SafeHunks',
  'Charts',
  'Steps',
  'Fields',
  'Lists',
  'Workloads',
  'Rows',
  'Warnings',
  'Wording',
  'Messages',
  'Gaps',
  'Blockers',
] as const;
export type Detail = (typeof details)[number];

/** A piece of Markdown which stands or falls as a whole. */
export interface Block {
  readonly text: string;
  /** With which detail it goes; without one it always stays. */
  readonly dropAs?: Detail;
  /** What stands instead from the detail `Wording` on. */
  readonly short?: string;
  /** What stands instead from the detail `Messages` on. */
  readonly shortest?: string;
  /** What it is about, for the line which counts the dropped ones. */
  readonly kind?: string;
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
  readonly remainder?: (dropped: readonly Block[]) => string;
}

export interface Fitted {
  readonly text: string;
  /** How many blocks or sections of each detail are missing; what a missing section held is not counted again. */
  readonly dropped: ReadonlyMap<Detail, number>;
}

/**
 * Joins the sections so that the text has at most `limit` characters, by the first way which is enough. Cuts stand only at the
 * borders of blocks. What has no `dropAs` is never dropped, so it must be short.
 * GitHub counts characters; a string's length counts UTF-16 units, of which there are never fewer.
 */
export function fitSections(sections: readonly Section[], limit: number): Fitted {
  let drafts: readonly Draft[] = [];
  for (const way of ways) {
    drafts = sections.map(toDraft);
    if (shrink(drafts, way, limit)) break;
  }
  return { text: assemble(drafts), dropped: countDropped(drafts) };
}

interface Way {
  /** So many blocks of each section stay, however much room there is. */
  readonly keep: Partial<Record<Detail, number>>;
  /** What goes until there is room, each from the end. */
  readonly order: readonly Detail[];
  /** So many workloads, the riskiest, stay as they are. */
  readonly workloadsSpared: number;
}

/** Of hundreds the first ones and the number of the others say more than a list which nobody reads. */
const beginnings = { Lists: 10, Rows: 50, Warnings: 20 };

const ways: readonly Way[] = [
  { keep: {}, order: [], workloadsSpared: 0 },
  { keep: {}, order: ['SafeHunks', 'Charts', 'Steps', 'Fields', 'Lists', 'Workloads'], workloadsSpared: 3 },
  { keep: beginnings, order: ['SafeHunks', 'Workloads', 'Wording'], workloadsSpared: 3 },
  { keep: beginnings, order: details, workloadsSpared: 0 },
];

interface Draft {
  readonly section: Section;
  isKept: boolean;
  readonly texts: (string | undefined)[];
}

function toDraft(section: Section): Draft {
  return { section, isKept: true, texts: section.blocks.map(({ text }) => text) };
}

/** A remainder line and the numbers in it. */
const remainderRoom = 200;
const joint = '\n\n';

/** Whether that is enough. */
function shrink(drafts: readonly Draft[], { keep, order, workloadsSpared }: Way, limit: number): boolean {
  for (const draft of drafts) {
    for (const detail of details) dropBlocks(draft, detail, keep[detail] ?? Number.POSITIVE_INFINITY);
  }
  const { length } = assemble(drafts);
  if (length <= limit) return true;
  let excess = length - limit + remainderRoom * drafts.filter(({ section }) => section.remainder).length;
  const spared = new Set(drafts.filter(({ section }) => section.dropAs === 'Workloads').slice(0, workloadsSpared));
  const open = drafts.filter((draft) => !spared.has(draft)).toReversed();
  for (const detail of order) {
    for (const draft of open) {
      if (excess <= 0) return true;
      excess -= reduce(draft, detail, excess);
    }
  }
  return excess <= 0;
}

/** Takes from a draft what goes with a detail, and gives how many characters that saves. */
function reduce(draft: Draft, detail: Detail, excess: number): number {
  if (!draft.isKept) return 0;
  if (detail === 'Wording') return reword(draft, ({ short }) => short);
  if (detail === 'Messages') return reword(draft, ({ shortest }) => shortest);
  if (draft.section.dropAs !== detail) return dropBlocks(draft, detail, 0, excess);
  draft.isKept = false;
  return textOf(draft).length + joint.length;
}

/** Drops blocks from the end until they are at most `keep`, or as many characters are saved as are too many. */
function dropBlocks(
  { section, texts }: Draft,
  detail: Detail,
  keep: number,
  excess = Number.POSITIVE_INFINITY,
): number {
  const indices = section.blocks.flatMap(({ dropAs }, index) => (dropAs === detail ? index : []));
  let saved = 0;
  for (const index of indices.slice(keep).toReversed()) {
    const text = texts[index];
    if (saved >= excess) break;
    if (text === undefined) continue;
    texts[index] = undefined;
    saved += text.length + section.separator.length;
  }
  return saved;
}

function reword({ section, texts }: Draft, form: (block: Block) => string | undefined): number {
  let saved = 0;
  for (const [index, block] of section.blocks.entries()) {
    const text = texts[index];
    const shorter = form(block);
    if (text === undefined || shorter === undefined || shorter.length >= text.length) continue;
    texts[index] = shorter;
    saved += text.length - shorter.length;
  }
  return saved;
}

function assemble(drafts: readonly Draft[]): string {
  return drafts
    .filter(({ isKept }) => isKept)
    .map((draft) => textOf(draft))
    .filter((text) => text.length > 0)
    .join(joint);
}

/** What was dropped is counted where it stood. */
function textOf({ section, texts }: Draft): string {
  const missing = texts.indexOf(undefined);
  const dropped = section.blocks.filter((_, index) => texts[index] === undefined);
  const rest = dropped.length > 0 ? section.remainder?.(dropped) : undefined;
  const body = texts
    .map((text, index) => (index === missing ? rest : text))
    .filter((text) => text !== undefined)
    .join(section.separator);
  return [section.before, body, section.after].filter((text) => text !== undefined && text.length > 0).join(joint);
}

function countDropped(drafts: readonly Draft[]): ReadonlyMap<Detail, number> {
  const counts = new Map<Detail, number>();
  const missing = drafts.flatMap(({ section, isKept, texts }) =>
    isKept ? section.blocks.flatMap((block, index) => missingDetail(block, texts[index])) : (section.dropAs ?? []),
  );
  for (const detail of details) {
    const count = missing.filter((each) => each === detail).length;
    if (count > 0) counts.set(detail, count);
  }
  return counts;
}

function missingDetail({ text, shortest, dropAs }: Block, shown: string | undefined): Detail | [] {
  if (shown === undefined) return dropAs ?? [];
  if (shown === text) return [];
  return shown === shortest ? 'Messages' : 'Wording';
}
