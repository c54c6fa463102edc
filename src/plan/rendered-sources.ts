import type { ObjectChange } from '../diff/object-change.ts';
import type { FieldChange } from '../schema/field-change.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { causeFinder } from './causes/rendered-causes.ts';
import type { BuiltKustomization } from './plan-input.ts';

/** Finds the line of git which makes a field of a changed object what it is; undefined: the object is as it is written. */
export type FindSource = (
  change: ObjectChange,
  field?: Pick<FieldChange, 'path' | 'before' | 'after'>,
) => SourceLocation | undefined;

export function sourceFinder(kustomizations: readonly BuiltKustomization[]): FindSource {
  const finders = new Map(
    kustomizations.map(({ directory, sources }) => [
      directory,
      { find: causeFinder(sources), fallback: topOf(sources, directory) },
    ]),
  );
  return ({ before, after, change }, field) => {
    const origin = (after ?? before)?.object.origin;
    const root = origin && finders.get(change.object.root);
    if (!root) return undefined;
    const { apiVersion, kind, name, namespace } = change.object;
    const object = { apiVersion, kind, name, namespace };
    const asked = { object, origin, field: field?.path, before: field?.before, after: field?.after };
    const whole = { object, origin, field: undefined, before: undefined, after: undefined };
    return root.find(asked) ?? root.find(whole) ?? root.fallback;
  };
}

/** Where nothing else can be told: the kustomization as a whole. */
function topOf(sources: BuiltKustomization['sources'], directory: string): SourceLocation | undefined {
  const prefix = directory === '.' ? '' : `${directory}/`;
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].map((name) => prefix + name);
  const file = sources.find(({ path }) => names.includes(path));
  return file && { path: file.path, line: 1, revision: file.head === undefined ? 'base' : 'head' };
}

/** The changes of built objects, with the lines that cause them: of each field, and of the whole the first one. */
export function withRenderedSources(changes: readonly ObjectChange[], find: FindSource): readonly ObjectChange[] {
  return changes.map((objectChange) => {
    if (!(objectChange.after ?? objectChange.before)?.object.origin) return objectChange;
    const { change } = objectChange;
    const fields = change.fields.map((field): FieldChange => {
      const source = find(objectChange, field);
      return source ? { ...field, source } : field;
    });
    const [first] = fields.filter(({ type }) => type !== 'SameMeaning');
    const source = (change.action === 'update' ? first?.source : undefined) ?? find(objectChange) ?? change.source;
    return { ...objectChange, change: { ...change, fields, source } };
  });
}
