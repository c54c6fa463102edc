export type Tone = 'strong' | 'dim' | 'danger' | 'warning' | 'good' | 'fresh';

/** Adds colour to text for a terminal, or nothing at all. */
export type Paint = (tone: Tone, text: string) => string;

export function painter(isColoured: boolean): Paint {
  return (tone, text) => (isColoured && text.length > 0 ? `\u{1b}[${codes[tone]}m${text}\u{1b}[0m` : text);
}

/** SGR parameters: bold, faint, red, yellow, green, cyan. */
const codes: Record<Tone, number> = { strong: 1, dim: 2, danger: 31, warning: 33, good: 32, fresh: 36 };
