/**
 * Text of a manifest made visible: control, bidirectional, zero-width, private and unpaired characters, and spaces other than
 * the plain one, are written as `\u{202E}`. So neither a terminal nor a page obeys them, and a reviewer sees that they are there.
 */
export function visibleText(text: string): string {
  if (plainAscii.test(text)) return text;
  return text.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}

/** The lines of a text, each made visible; tabs become two spaces. */
export function visibleLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => visibleText(line.replaceAll('\t', '  ').replace(/\r$/, '')));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** At most `length` code points: the beginning and, after “…”, the end, where names of one prefix differ. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const points = Array.from(text);
  if (points.length <= length) return text;
  const tail = Math.floor(length / 4);
  return `${points.slice(0, length - tail - 1).join('')}…${points.slice(points.length - tail).join('')}`;
}

/** Nearly every text; much quicker than looking up the properties of each character. */
const plainAscii = /^[ -~]*$/;

const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/gu;
