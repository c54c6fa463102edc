import type { RenderedOrigin } from '../../manifest/rendered-origin.ts';
import type { JsonValue } from '../../schema/json.ts';
import { type FieldToken, fieldTokens } from './fields.ts';
import { type NameClues, withoutHash } from './names.ts';
import { allowedAffixes, findOriginal, generatorNames, knownAffixes, type RenderedObject } from './originals.ts';
import { lazily, type OpenSources, type Revision, type SourceObject } from './sources.ts';

export interface CauseQuestion {
  readonly object: RenderedObject;
  /** Of the object in head; without one there, in base. */
  readonly origin: RenderedOrigin | undefined;
  /** As FieldChange.path; undefined: the object as a whole, which is created or deleted. */
  readonly field: string | undefined;
  /** Of that field, as a plan shows it; both are undefined where they are masked. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** A question with what the sources tell of its object. */
export interface Asked {
  readonly object: RenderedObject;
  /** undefined: nothing is known. */
  readonly origin: RenderedOrigin | undefined;
  /** Of the field; undefined: the object as a whole. */
  readonly tokens: readonly FieldToken[] | undefined;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  /** The object in the file it comes from. */
  readonly original: (revision: Revision) => SourceObject | undefined;
  readonly clues: () => NameClues;
  /** The sources of both revisions have it: it is not created or deleted, but called otherwise. */
  readonly isWrittenInBoth: () => boolean;
}

export function askSources(sources: OpenSources, question: CauseQuestion): Asked {
  const { object, field, before, after } = question;
  const isKnown = question.origin?.path !== undefined || question.origin?.configuredIn !== undefined;
  const origin = isKnown ? question.origin : undefined;
  const unnamed = lazily(
    (): NameClues => ({
      rendered: isGenerated(object, origin) ? withoutHash(object.name) : object.name,
      originals: [],
      affixes: knownAffixes(sources, origin),
      allowed: allowedAffixes(origin),
    }),
  );
  const written = {
    base: lazily(() => findOriginal(sources, { object, origin, clues: unnamed() }, 'base')),
    head: lazily(() => findOriginal(sources, { object, origin, clues: unnamed() }, 'head')),
  };
  const names = (revision: Revision) => {
    const name = written[revision]()?.name;
    return name === undefined ? generatorNames(sources, { object, origin, clues: unnamed() }, revision) : [name];
  };
  return {
    object,
    origin,
    tokens: field === undefined ? undefined : fieldTokens(field),
    before,
    after,
    original: (revision) => written[revision](),
    clues: lazily(() => ({ ...unnamed(), originals: [...names('head'), ...names('base')] })),
    isWrittenInBoth: () => names('head').length > 0 && names('base').length > 0,
  };
}

/**
 * The position of the last transformer of that kustomization whose kind begins so, among all that the object went
 * through; undefined: it went through none. Of an object whose origin nobody knows it may have gone through any.
 */
function orderOf({ origin }: Asked, path: string, kind: string): number | undefined {
  if (!origin) return 0;
  const position = origin.transformations.findLastIndex(
    (each) => each.configuredIn === path && each.kind.startsWith(kind),
  );
  return position < 0 ? undefined : position;
}

/** The position of a candidate; undefined: it is no candidate. What is gone from head is not among head's transformers. */
export function orderIn(asked: Asked, revision: Revision, path: string, kind: string): number | undefined {
  return orderOf(asked, path, kind) ?? (revision === 'base' ? -1 : undefined);
}

function isGenerated({ kind }: RenderedObject, origin: RenderedOrigin | undefined): boolean {
  return (kind === 'ConfigMap' || kind === 'Secret') && origin?.path === undefined;
}
