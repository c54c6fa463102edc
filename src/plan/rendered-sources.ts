import type { ObjectChange } from '../diff/object-change.ts';
import { isKustomizationPath } from '../manifest/manifest-path.ts';
import { parentOf } from '../roots/root-of.ts';
import type { FieldChange } from '../schema/field-change.ts';
import type { SourceLocation } from '../schema/source-location.ts';
import { type CauseQuestion, causeFinder } from './causes/rendered-causes.ts';
import type { BuiltKustomization } from './plan-input.ts';

/** Finds lines of git for what kustomize built; undefined: the object is as it is written. */
export interface RenderedSources {
  /** What makes a field another one; undefined also where that cannot be told. */
  readonly causeOf: (change: ObjectChange, field: FieldOfChange) => SourceLocation | undefined;
  /** What the object is made of, or what makes it come or go. */
  readonly sourceOf: (change: ObjectChange) => SourceLocation | undefined;
}

type FieldOfChange = Pick<FieldChange, 'path' | 'before' | 'after'>;

export function renderedSources(kustomizations: readonly BuiltKustomization[]): RenderedSources {
  const roots = new Map(
    kustomizations.map(({ directory, sources }) => [
      directory,
      { find: causeFinder(sources), top: topOf(sources, directory) },
    ]),
  );
  const rootOf = (change: ObjectChange) => (isRendered(change) ? roots.get(change.change.object.root) : undefined);
  return {
    causeOf: (change, field) => rootOf(change)?.find(questionOf(change, field)),
    sourceOf: (change) => {
      const root = rootOf(change);
      return root?.find(questionOf(change, undefined)) ?? root?.top;
    },
  };
}

function isRendered({ before, after }: ObjectChange): boolean {
  return (after ?? before)?.object.origin !== undefined;
}

function questionOf({ before, after, change }: ObjectChange, field: FieldOfChange | undefined): CauseQuestion {
  const { apiVersion, kind, name, namespace } = change.object;
  return {
    object: { apiVersion, kind, name, namespace },
    origin: (after ?? before)?.object.origin,
    field: field?.path,
    before: field?.before,
    after: field?.after,
  };
}

/** Where nothing else can be told: the kustomization as a whole. */
function topOf(sources: BuiltKustomization['sources'], directory: string): SourceLocation | undefined {
  const file = sources.find(({ path }) => isKustomizationPath(path) && parentOf(path) === directory);
  return file && { path: file.path, line: 1, revision: file.head === undefined ? 'base' : 'head' };
}

/** The changes of built objects, with the lines that cause them: of each field, and of the whole the first of these. */
export function withRenderedSources(
  changes: readonly ObjectChange[],
  { causeOf, sourceOf }: RenderedSources,
): readonly ObjectChange[] {
  return changes.map((objectChange) => {
    if (!isRendered(objectChange)) return objectChange;
    const { change } = objectChange;
    const fields = change.fields.map((field): FieldChange => {
      const source = causeOf(objectChange, field);
      return source ? { ...field, source } : field;
    });
    const cause = fields.find(({ type, source }) => type !== 'SameMeaning' && source)?.source;
    const source = (change.action === 'update' ? cause : undefined) ?? sourceOf(objectChange) ?? change.source;
    return { ...objectChange, change: { ...change, fields, source } };
  });
}
