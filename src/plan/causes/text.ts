import type { SourceLocation } from '../../schema/source-location.ts';
import type { OpenSource } from './sources.ts';

/** The first line in which two texts differ, in head if it has one; undefined: they are equal. */
export function firstDifferingLine({ path, isChanged, texts }: OpenSource): SourceLocation | undefined {
  if (!isChanged) return undefined;
  const [base, head] = [linesOf(texts.base), linesOf(texts.head)];
  const differs = (text: string, index: number) => base[index] !== text;
  const inHead = head.findIndex(differs);
  if (inHead >= 0) return { path, line: inHead + 1, revision: 'head' };
  if (base.length > head.length) return { path, line: head.length + 1, revision: 'base' };
  // They differ in the line feed at the end.
  const revision = texts.head === undefined ? 'base' : 'head';
  return { path, line: Math.max(1, head.length), revision };
}

/** Without the one which a last line feed would begin. */
function linesOf(text: string | undefined): readonly string[] {
  const lines = (text ?? '').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** The line of a key of an env file which differs, or of the first such key; undefined: none does. */
export function firstDifferingKey({ path, texts }: OpenSource, key: string | undefined): SourceLocation | undefined {
  const [base, head] = [envLines(texts.base), envLines(texts.head)];
  const isMeant = (name: string) => key === undefined || key === name;
  const changed = [...head].find(([name, { text }]) => isMeant(name) && base.get(name)?.text !== text);
  if (changed) return { path, line: changed[1].line, revision: 'head' };
  const removed = [...base].find(([name]) => isMeant(name) && !head.has(name));
  return removed && { path, line: removed[1].line, revision: 'base' };
}

export function hasEnvKey(text: string, key: string): boolean {
  return envLines(text).has(key);
}

interface EnvLine {
  readonly text: string;
  readonly line: number;
}

/** Mirrors kustomize's key-value loader: white space before a key is dropped, `#` begins a comment. */
function envLines(text: string | undefined): ReadonlyMap<string, EnvLine> {
  const lines = new Map<string, EnvLine>();
  for (const [index, written] of linesOf(text).entries()) {
    const line = (index === 0 ? written.replace(/^\ufeff/, '') : written).replace(/\r$/, '').trimStart();
    const equals = line.indexOf('=');
    if (line === '' || line.startsWith('#')) continue;
    const key = equals < 0 ? line : line.slice(0, equals);
    lines.set(key, { text: equals < 0 ? '' : line.slice(equals + 1), line: index + 1 });
  }
  return lines;
}
