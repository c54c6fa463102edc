/** Breaks a line between words so that no line, with its indentation, is longer than `width`; a longer word stays whole. */
export function wrapText(text: string, width: number, indent: string): readonly string[] {
  const room = Math.max(20, width - indent.length);
  const words = text.replaceAll(/ {2,}/g, ' ').replaceAll(/^ | $/g, '');
  const lines: string[] = [];
  let from = 0;
  while (words.length - from > room) {
    const within = words.lastIndexOf(' ', from + room);
    const end = within > from ? within : words.indexOf(' ', from + room);
    if (end < 0) break;
    lines.push(indent + words.slice(from, end));
    from = end + 1;
  }
  return from < words.length ? [...lines, indent + words.slice(from)] : lines;
}
