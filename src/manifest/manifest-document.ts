import type { Diagnostic } from '../schema/diagnostic.ts';
import type { JsonObject } from '../schema/json.ts';
import type { NotComputedReason } from '../schema/not-computed.ts';
import type { RenderedOrigin } from './rendered-origin.ts';

/** `Rendered`: what kustomize printed of a root, whose path says only which one it is. */
export type ManifestForm = 'Written' | 'Rendered';

/** A file of a revision. */
export interface ManifestFile {
  readonly path: string;
  /** Undefined: the file is no text. A byte order mark and line ends are as in the file. */
  readonly text: string | undefined;
  /** Those which somebody has asked for, in their order: what stands in both revisions, word for word, may be left out. */
  readonly documents: readonly ManifestDocument[];
  readonly diagnostics: readonly FileDiagnostic[];
  /** How many values it takes to hold what was read. */
  readonly size: number;
  /** It is what kustomize printed of the root at its path. */
  readonly isRendered?: boolean;
}

/** A diagnostic before it is known which revision the file belongs to. */
export type FileDiagnostic = Omit<Diagnostic, 'source'> & { readonly line: number };

/** One document of a YAML stream, one JSON value of a JSON stream, or a whole file which holds no stream. */
export interface ManifestDocument {
  readonly path: string;
  /** Position within the file, from 0. */
  readonly index: number;
  /** The line on which `text` begins, from 1. */
  readonly line: number;
  readonly text: string;
  readonly content: DocumentContent;
}

export type DocumentContent =
  | { readonly type: 'Objects'; readonly objects: readonly ManifestObject[] }
  /** Nothing but comments, or null: not a document for kubectl. */
  | { readonly type: 'Empty' }
  /** Recognised and not an object: a values file, a patch, a template, an encrypted file. `detail` is for people. */
  | { readonly type: 'Other'; readonly reason: NotComputedReason; readonly detail: string }
  | { readonly type: 'Unreadable'; readonly message: string; readonly line: number };

/** One Kubernetes object as kubectl reads it, before any default. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly value: JsonObject;
  readonly document: ObjectPosition;
  /** Of a rendered object: the lines of its document are in no file, and this says what it was made of. */
  readonly origin?: RenderedOrigin;
}

export interface ObjectPosition {
  readonly path: string;
  /** The line on which the object begins, from 1. */
  readonly line: number;
  /** The text of the object's document and the line on which that begins: where a field's line is looked up on demand. */
  readonly documentText: string;
  readonly documentLine: number;
  /** The way to the object within its document: [] or ["items", 3] of a List. */
  readonly within: readonly (string | number)[];
}
