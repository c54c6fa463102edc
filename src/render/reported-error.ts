/** The error among all that kustomize or kubectl wrote to standard error: warnings and log lines stand before it. */
export function reportedError(stderr: string): string {
  const logged = stderr.lastIndexOf('"command failed" err=');
  if (logged >= 0) return loggedError(stderr.slice(logged + '"command failed" err='.length));
  const lines = stderr.split('\n').filter((line) => !/^(?:# Warning:|[IWE]\d{4} \d\d:)/.test(line));
  const from = lines.findIndex((line) => /^error: /i.test(line));
  return lines
    .slice(Math.max(from, 0))
    .join('\n')
    .replace(/^error: /i, '');
}

/** klog writes a text of one line as Go quotes it, and others indented between `<` and `>`. */
function loggedError(text: string): string {
  if (text.startsWith('<\n'))
    return text
      .slice(2)
      .replace(/\n >\n*$/, '')
      .replaceAll(/^\t/gm, '');
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"/s.exec(text) ?? [];
  return quoted === undefined ? text : unquote(quoted);
}

/** Undoes what Go’s %q does to quotes and backslashes; bytes which are no text stay as `\xff`. */
export function unquote(quoted: string): string {
  return quoted.replaceAll(/\\(["'\\ntr])/g, (_, letter: string) => escapes[letter] ?? letter);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
