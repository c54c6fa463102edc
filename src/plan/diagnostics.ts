import type { FileDiagnostic, ManifestFile } from '../manifest/manifest-document.ts';
import { assignRoots, type DuplicateObject } from '../roots/assign-roots.ts';
import { rootOf } from '../roots/root-of.ts';
import type { DuplicateKeyFact } from '../rules/rule-facts.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { PlanInput } from './plan-input.ts';

type Located = FileDiagnostic & { readonly path: string };

/**
 * Remarks on the files of head which the same file of base does not call for already. What cannot be read at all is
 * told among what is not computed.
 */
export function introducedDiagnostics(input: PlanInput, duplicates: readonly DuplicateObject[]): readonly Diagnostic[] {
  const known = duplicates.length === 0 ? new Set() : new Set(duplicatesOfBase(input).map(wordsOf));
  const newDuplicates = duplicates.filter((duplicate) => !known.has(wordsOf(duplicate)));
  const remarks = [...introduced(input), ...newDuplicates].filter(({ type }) => !type.startsWith('Unreadable'));
  return remarks.map(({ type, message, line, path }) => ({
    type,
    message,
    source: { path, line, revision: 'head' },
  }));
}

/** By the roots which base itself has: where a new kustomization makes one root of two, the duplicates are new. */
function duplicatesOfBase({ base, namedRoots }: PlanInput): readonly DuplicateObject[] {
  return assignRoots(base.files, (path) => rootOf(path, base.paths, namedRoots)).duplicates;
}

function wordsOf({ path, message }: DuplicateObject): string {
  return `${path} ${message}`;
}

export function introducedDuplicateKeys(input: PlanInput): readonly DuplicateKeyFact[] {
  return introduced(input)
    .filter(({ type }) => type === 'DuplicateKey')
    .map(({ message, path, line }) => ({ message, path, line }));
}

function introduced({ base, head, pairs }: PlanInput): readonly Located[] {
  const baseFiles = new Map(base.files.map((file) => [file.path, file]));
  const basePaths = new Map(pairs.map((pair) => [pair.head, pair.base]));
  return head.files.flatMap((file) => newDiagnostics(file, baseFiles.get(basePaths.get(file.path) ?? '')));
}

/** Lines move, so remarks are told apart by their words; of two equal ones in head and one in base, one is new. */
function newDiagnostics(head: ManifestFile, base: ManifestFile | undefined): readonly Located[] {
  const known = new Map<string, number>();
  for (const { type, message } of base?.diagnostics ?? []) {
    const key = `${type} ${message}`;
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return head.diagnostics.flatMap((diagnostic) => {
    const key = `${diagnostic.type} ${diagnostic.message}`;
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left > 0 ? [] : [{ ...diagnostic, path: head.path }];
  });
}
