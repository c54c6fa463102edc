import type { NamedStrategy } from '../schema/named-strategy.ts';
import { nearestName } from './nearest-name.ts';
import type { RevisionFile, RevisionSource } from './ports.ts';
import { RevisionError } from './ports.ts';
import type { ReadSettings } from './read-settings.ts';
import { readStrategy } from './read-strategy.ts';
import type { NamedFile } from './read-yaml-document.ts';

export type Strategies = ReadonlyMap<string, NamedStrategy>;

/** The strategies which come with Rollcast, by name. */
export function readShipped(files: readonly NamedFile[]): Strategies {
  return new Map(files.map((file) => readStrategy(file, 'Shipped')).map((each) => [each.name, each]));
}

/**
 * Those which come with Rollcast, and those of the repository which the settings name. Throws SettingsError, also for a
 * rule whose strategy is none of them.
 */
export async function loadStrategies(
  source: RevisionSource,
  shipped: readonly NamedFile[],
  read: ReadSettings | undefined,
): Promise<Strategies> {
  const strategies = new Map(readShipped(shipped));
  if (!read) return strategies;
  const { settings, refuse } = read;
  for (const [index, path] of settings.strategies.entries()) {
    const files = await source.settingsFiles(path);
    const fault = faultOf(path, files);
    if (fault !== undefined) refuse([{ path: ['strategies', index], message: fault }]);
    for (const { path: name, bytes } of files) {
      const strategy = readStrategy({ name, bytes }, 'Repository', strategies);
      strategies.set(strategy.name, strategy);
    }
  }
  const unknown = settings.strategyRules.flatMap(({ strategy }, index) =>
    strategies.has(strategy)
      ? []
      : [{ path: ['strategyRules', index, 'strategy'], message: unknownStrategy(strategy, strategies) }],
  );
  refuse(unknown);
  return strategies;
}

function faultOf(path: string, files: readonly RevisionFile[]): string | undefined {
  if (files.length === 0) return `there is neither a file ${path} nor a folder of that name with .yaml files`;
  const link = files.find(({ type }) => type !== 'File');
  return link && `${link.path} is a symbolic link: links are not followed`;
}

/** Throws RevisionError where the strategy which the user named is none of them. */
export function requireStrategy(name: string, strategies: Strategies): NamedStrategy {
  const strategy = strategies.get(name);
  if (!strategy) throw new RevisionError('Usage', unknownStrategy(name, strategies));
  return strategy;
}

/** “there is no strategy bluegreen; did you mean blue-green?” */
export function unknownStrategy(name: string, strategies: Strategies): string {
  const names = [...strategies.keys()];
  const nearest = nearestName(name, names);
  const longer = names.filter((each) => name !== '' && each.startsWith(name));
  const offered = longer.length > 0 ? longer : names;
  const hint = nearest === undefined ? `there is: ${offered.join(', ')}` : `did you mean ${nearest}?`;
  return `there is no strategy ${JSON.stringify(name)}; ${hint}`;
}
