import { inSameOrder } from '../manifest/in-same-order.ts';
import type { ManifestDocument, ManifestFile } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Facts } from '../schema/facts.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { RevisionDescription } from '../schema/rollout-plan.ts';
import type { StrategyChoices } from '../strategy/choose-strategy.ts';
import type { RootSource } from './causes/rendered-causes.ts';

/** One revision, as far as it takes part in the change. */
export interface RevisionInput {
  readonly description: RevisionDescription;
  /** The files which differ from the other revision. */
  readonly files: readonly ManifestFile[];
  /** Of these files the documents which differ, as `changedDocuments` tells them. */
  readonly changed: readonly ManifestDocument[];
  /** The paths of the tree which `rootMarkersOf` names for the files of both revisions. */
  readonly paths: ReadonlySet<string>;
}

/** A file which differs and what it was called before. */
interface FilePair {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

/** What has to be said of the settings; what they say themselves is among the other facts. */
export interface SettingsFacts {
  /** The change of the file in which settings lie; undefined: there is none. */
  readonly change: 'create' | 'update' | 'delete' | undefined;
  /** Whose settings this plan follows, if they change. */
  readonly follows: 'base' | 'head' | 'others';
  /** Named roots in which neither revision has a file. */
  readonly emptyRoots: readonly string[];
}

/** What chooses strategies beside the manifests. */
export interface StrategyInput extends StrategyChoices {
  /** Whose annotations count. */
  readonly annotationsFrom: 'base' | 'head';
  /** What is wrong with each name in an annotation which is that of no strategy. */
  readonly faults: ReadonlyMap<string, string>;
}

/** The kustomizations which the change reaches. */
interface KustomizationFacts {
  /** Which program built them; undefined: there was none, or nothing to build. */
  readonly renderer: string | undefined;
  readonly built: readonly BuiltKustomization[];
  /** The files which differ below a kustomization and are read by none: they are planned as they are. */
  readonly unread: readonly string[];
  /** The directories of those which no program could build, since there was none. */
  readonly unbuilt: readonly string[];
}

export interface BuiltKustomization {
  readonly directory: string;
  readonly decidedBy: 'Settings' | 'Unreferenced';
  /** What it is made of. */
  readonly sources: readonly RootSource[];
  /** It is there in both revisions, and applied alone only in one of them. */
  readonly turn?: RootTurn | undefined;
}

/** A kustomization which is applied alone in the one revision, and in the other only as a part of those that refer to it. */
export interface RootTurn {
  readonly to: 'Base' | 'Root';
  /** The directories of those which refer to it where they do. */
  readonly referrers: readonly string[];
}

/** All facts of a plan; nothing else has any influence on it. */
export interface PlanInput {
  readonly toolVersion: string;
  readonly kubernetesVersion: string;
  /** The directories which the settings name as roots. */
  readonly namedRoots: ReadonlySet<string>;
  readonly settings: SettingsFacts;
  /** Where the facts do not tell how many nodes there are. */
  readonly assumedNodes: number;
  readonly base: RevisionInput;
  readonly head: RevisionInput;
  readonly pairs: readonly FilePair[];
  /** Unchanged objects which the changed ones need: the Service in front, the autoscaler, the readers of a ConfigMap. */
  readonly unchanged: readonly RevisionObject[];
  /** What the cluster held; undefined: nobody told. */
  readonly facts?: Facts;
  /** undefined: every workload follows its manifest. */
  readonly strategies?: StrategyInput;
  readonly kustomizations: KustomizationFacts;
  /** What the shell could not read. */
  readonly notRead: readonly NotComputed[];
}

/** What is compared: the files of one revision and of the other, and which of them belong together. */
interface ComparedFiles {
  readonly base: readonly ManifestFile[];
  readonly head: readonly ManifestFile[];
  readonly pairs: readonly FilePair[];
}

/**
 * The documents of one revision which do not stand, word for word, in the same file of the other one. In a file that
 * has another path nothing is the same: it may belong to another root, or be read as something else there. Where documents
 * change places, of each object another definition may count, so that all objects are compared.
 */
export function changedDocuments(compared: ComparedFiles, side: 'base' | 'head'): readonly ManifestDocument[] {
  const others = new Map(compared[side === 'base' ? 'head' : 'base'].map((file) => [file.path, file]));
  const stayed = new Set(
    compared.pairs.flatMap(({ base, head }) => (base === head && base !== undefined ? [base] : [])),
  );
  return compared[side].flatMap(({ path, documents }) => {
    const other = stayed.has(path) ? others.get(path) : undefined;
    if (!other) return documents;
    const words = documents.map(wordsOf);
    const otherWords = other.documents.map(wordsOf);
    const isOrdered = inSameOrder(words, otherWords);
    const known = new Set(otherWords);
    return documents.filter((document, index) => {
      const isKnown = known.has(words[index] ?? '') && (isOrdered || document.content.type !== 'Objects');
      return isWholeFile(document) || !isKnown;
    });
  });
}

/** The bytes of a file that is no text are not at hand, and it would not be here if they were the same. */
function isWholeFile({ text, content }: ManifestDocument): boolean {
  return text === '' && content.type !== 'Empty';
}

/**
 * What tells one document from another. Of what is no object the `---` line before it and the line feeds after it, which
 * come and go with the documents beside it, are no part.
 */
function wordsOf({ text, content }: ManifestDocument): string {
  if (content.type === 'Objects' || content.type === 'Empty') return `${content.type} ${text}`;
  const reason = content.type === 'Other' ? content.reason : content.type;
  return `${reason} ${text.replace(/^---[^\n]*\n/, '').trimEnd()}`;
}
