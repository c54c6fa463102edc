import { Settings } from '../schema/settings.ts';
import { type NamedFile, type Problem, readYamlDocument, type YamlDocument } from './read-yaml-document.ts';
import { schemaProblems } from './schema-problems.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** For what turns out to be wrong later. */
  readonly refuse: YamlDocument['refuse'];
}

/** Reads settings; the paths in them come without "./" and slashes at the end. Throws SettingsError. */
export function readSettings(file: NamedFile): ReadSettings {
  const { value, refuse } = readYamlDocument(file, 'settings are one document');
  const parsed = Settings.safeParse(value);
  if (!parsed.success) refuse(schemaProblems(parsed.error.issues, Settings, 'setting'));
  const { roots = [], strategies = [], strategyRules = [], assumptions = {}, kustomize = {} } = parsed.data ?? {};
  const settings: Settings = {
    assumptions,
    kustomize,
    roots: roots.map(normalPath),
    strategies: strategies.map(normalPath),
    strategyRules: strategyRules.map((rule) =>
      rule.path === undefined ? rule : { ...rule, path: normalPath(rule.path) },
    ),
  };
  refuse([...repeated('roots', settings.roots), ...repeated('strategies', settings.strategies)]);
  return { settings, refuse };
}

function repeated(field: string, paths: readonly string[]): readonly Problem[] {
  const seen = new Set<string>();
  return paths.flatMap((path, index) => {
    const isNew = !seen.has(path);
    seen.add(path);
    return isNew ? [] : [{ path: [field, index], message: `${path} is named twice; keep one of the two` }];
  });
}

/** "./apps//web/" is "apps/web"; the top is ".". */
function normalPath(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return steps.length === 0 ? '.' : steps.join('/');
}
