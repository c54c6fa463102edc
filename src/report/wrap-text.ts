/** Breaks a line between words so that no line, with its indentation, is longer than `width`; a longer word stays whole. */
export function wrapText(text: string, width: number, indent: string): readonly string[] {
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((each) => each.length > 0)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, indent + line];
}
