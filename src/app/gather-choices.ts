import type { ManifestFile } from '../manifest/manifest-document.ts';
import type { StrategyInput } from '../plan/plan-input.ts';
import { annotatedStrategy } from '../strategy/choose-strategy.ts';
import type { LoadedSettings } from './load-settings.ts';
import type { RevisionSource, Side } from './ports.ts';
import type { NamedFile } from './read-yaml-document.ts';

export interface StrategyOptions {
  /** The name of a strategy which all workloads follow. */
  readonly strategy?: string;
  /** Whose annotations count. A pull request must not choose for itself. Default: head. */
  readonly annotationsFrom?: Side;
  /** The documents which come with Rollcast; absent: there are none. */
  readonly shippedStrategies?: () => Promise<readonly NamedFile[]>;
  /** The documents are needed even where nobody chooses one. */
  readonly needsStrategies?: boolean;
}

/**
 * What chooses strategies; undefined: nobody does, every workload follows its manifest. Throws SettingsError, and
 * RevisionError for a strategy which there is not.
 */
export async function gatherChoices(
  source: RevisionSource,
  { read }: LoadedSettings,
  options: StrategyOptions,
  files: readonly ManifestFile[],
): Promise<StrategyInput | undefined> {
  const { strategy: flag, annotationsFrom = 'head', shippedStrategies, needsStrategies = false } = options;
  const rules = read?.settings.strategyRules ?? [];
  const annotations = annotationsOf(files);
  const isAsked = needsStrategies || flag !== undefined || annotations.size > 0;
  if (!isAsked && rules.length === 0 && (read?.settings.strategies ?? []).length === 0) return undefined;
  // Most plans choose none: they do not pay for the documents.
  const { loadStrategies, requireStrategy, unknownStrategy } = await import('./load-strategies.ts');
  const strategies = await loadStrategies(source, (await shippedStrategies?.()) ?? [], read);
  if (flag !== undefined) requireStrategy(flag, strategies);
  const unknown = [...annotations].filter((name) => !strategies.has(name));
  return {
    ...(flag === undefined ? {} : { flag }),
    rules,
    strategies,
    annotationsFrom,
    faults: new Map(unknown.map((name) => [name, unknownStrategy(name, strategies)])),
  };
}

/** The names which annotations of these files mention. */
function annotationsOf(files: readonly ManifestFile[]): ReadonlySet<string> {
  const names = files
    .flatMap(({ documents }) => documents)
    .flatMap(({ content }) => (content.type === 'Objects' ? content.objects : []))
    .map(({ value }) => annotatedStrategy(value));
  return new Set(names.filter((name) => name !== undefined));
}
