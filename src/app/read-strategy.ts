import type { NamedStrategy } from '../schema/named-strategy.ts';
import { StrategyDocument } from '../schema/strategy-document.ts';
import { resolveStrategy } from '../strategy/resolve-strategy.ts';
import { type NamedFile, readYamlDocument } from './read-yaml-document.ts';
import { schemaProblems } from './schema-problems.ts';
import { SettingsError } from './settings-error.ts';

/** Reads the document of a strategy; none of the `others` may have its name. Throws SettingsError. */
export function readStrategy(
  file: NamedFile,
  origin: NamedStrategy['origin'],
  others: ReadonlyMap<string, NamedStrategy> = new Map(),
): NamedStrategy {
  const { value, text, refuse } = readYamlDocument(file, 'a strategy is one document, in a file of its own');
  const parsed = StrategyDocument.safeParse(value);
  if (!parsed.success) refuse(schemaProblems(parsed.error.issues, StrategyDocument, 'field'));
  if (!parsed.data) throw new SettingsError(`${file.name}: is no strategy`);
  const { name, summary, strategy: stanza } = parsed.data;
  const namesake = others.get(name);
  if (namesake) refuse([{ path: ['name'], message: taken(namesake) }]);
  const resolved = resolveStrategy(stanza);
  if (resolved.type === 'Refused') {
    refuse(resolved.problems.map(({ path, message }) => ({ path: ['strategy', ...path], message })));
    throw new SettingsError(`${file.name}: is no strategy`);
  }
  const { strategy, notes } = resolved;
  return { name, summary, explanation: openingComment(text), origin, strategy, notes };
}

function taken({ name, origin }: NamedStrategy): string {
  const whose = origin === 'Shipped' ? 'comes with Rollcast' : 'is in another file';
  return `a strategy called ${name} ${whose}; choose another name`;
}

/** The lines of the first comment, without what it says to editors. */
function openingComment(text: string): string {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => !/^#\s*yaml-language-server:/.test(line))
    .map((line) => line.replace(/^# ?/, '').trimEnd())
    .join('\n')
    .trim();
}
