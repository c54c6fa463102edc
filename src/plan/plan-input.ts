import type { ManifestDocument, ManifestFile } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { RevisionDescription } from '../schema/rollout-plan.ts';

/** One revision, as far as it takes part in the change. */
export interface RevisionInput {
  readonly description: RevisionDescription;
  /** The files which differ from the other revision. */
  readonly files: readonly ManifestFile[];
  /** Every path of the tree: roots are found with them. */
  readonly paths: ReadonlySet<string>;
}

/** A file which differs and what it was called before. */
interface FilePair {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** All facts of a plan; nothing else has any influence on it. */
export interface PlanInput {
  readonly toolVersion: string;
  readonly kubernetesVersion: string;
  readonly base: RevisionInput;
  readonly head: RevisionInput;
  readonly pairs: readonly FilePair[];
  /** Unchanged objects which the changed ones need: the Service in front, the autoscaler, the readers of a ConfigMap. */
  readonly unchanged: readonly RevisionObject[];
  /** What the shell could not read. */
  readonly notRead: readonly NotComputed[];
}

/** The documents of one revision whose text does not stand in the other one as well. */
export function changedDocuments(
  files: readonly ManifestFile[],
  others: readonly ManifestFile[],
): readonly ManifestDocument[] {
  const known = new Set(others.flatMap(({ documents }) => documents.map(({ text }) => text)));
  return files.flatMap(({ documents }) => documents.filter(({ text }) => !known.has(text)));
}
