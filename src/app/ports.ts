import type { RevisionDescription } from '../schema/rollout-plan.ts';

/** Where settings lie: at the top of the tree. */
export const settingsPath = '.rollcast.yaml';

export type Side = 'base' | 'head';

/** One entry of a revision's tree. A submodule has no bytes; the bytes of a symbolic link are its target. */
export interface RevisionFile {
  readonly path: string;
  readonly type: 'File' | 'SymbolicLink' | 'Submodule';
  readonly bytes: Uint8Array;
  /** The bytes are what a renderer made of the kustomization at this path. */
  readonly isRendered?: boolean;
}

/** A file which differs. Both sides of a renamed or moved file have their own path. */
export interface ChangedFile {
  readonly base: RevisionFile | undefined;
  readonly head: RevisionFile | undefined;
}

/** Two revisions of one tree. Every method may throw RevisionError: the outside world failed, or the user named what is not there. */
export interface RevisionSource {
  readonly base: RevisionDescription;
  readonly head: RevisionDescription;
  /** What differs, sorted by path (head's, else base's), limited to the paths that were asked for. */
  changedFiles(): Promise<readonly ChangedFile[]>;
  /** The paths of one side's tree, sorted by code unit: all, or those of `among`. Paths only: roots are found with them. */
  paths(side: Side, among?: readonly string[]): Promise<readonly string[]>;
  /** The files of one side at these paths, in this order, whole; what is not there is left out. */
  files(side: Side, paths: readonly string[]): Promise<readonly RevisionFile[]>;
  /** The symbolic links of one side, sorted by path. */
  links(side: Side): Promise<readonly RevisionFile[]>;
  /**
   * The unchanged files that may hold manifests (.yaml, .yml, .json) and whose bytes contain one of the words, sorted by
   * path. Where very many do, those which hold none of `besides` may be left out.
   */
  unchangedMentioning(words: readonly string[], besides?: readonly string[]): Promise<readonly RevisionFile[]>;
  /**
   * What lies at `settingsPath`: in the working tree, whichever commits are compared; in the head directory; in head where
   * there is no working tree.
   */
  settingsFile(): Promise<RevisionFile | undefined>;
  /**
   * Where the settings come from: the file at a path, or the .yaml and .yml files which lie directly in the folder at it,
   * sorted by path; none where there is neither.
   */
  settingsFiles(path: string): Promise<readonly RevisionFile[]>;
}

/** Builds kustomizations as a tool of this machine does. */
export interface Renderer {
  /** `kubectl kustomize v5.5.0`. */
  readonly name: string;
  /** Never throws: what the tool says of a failure is in the result. */
  render(request: RenderRequest): Promise<Rendering>;
}

/** undefined: no such tool is installed. */
export type OpenRenderer = (options: { readonly allowsRemote: boolean }) => Promise<Renderer | undefined>;

export interface RenderRequest {
  /** The directory of the kustomization, from the top of the tree; "." is the top. */
  readonly root: string;
  /** All that the build may read: nothing else is there for it. */
  readonly files: readonly RevisionFile[];
}

/** `bytes` is a stream of documents, in which each object tells in kustomize’s annotations where it comes from. */
export type Rendering =
  | { readonly type: 'Rendered'; readonly bytes: Uint8Array }
  | { readonly type: 'Failed'; readonly message: string };

/** `Usage` exits 2 (what the user named does not exist or is not allowed), `World` exits 3 (git failed). */
export class RevisionError extends Error {
  readonly fault: 'Usage' | 'World';

  constructor(fault: 'Usage' | 'World', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RevisionError';
    this.fault = fault;
  }
}

/** A pull request as it is now. */
export interface PullRequestState {
  readonly number: number;
  readonly isOpen: boolean;
  /** The commit at its head. */
  readonly head: string;
  /** The branch into which it would be merged. */
  readonly into: string;
}

export interface PullRequestComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  /** Where a person reads it. */
  readonly url: string;
}

interface CheckRun {
  readonly name: string;
  /** The commit to which it belongs. */
  readonly head: string;
  readonly conclusion: 'success' | 'neutral' | 'failure';
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
}

/** One repository of GitHub, with the rights of one token. Every method may throw GitHubError. */
export interface GitHubRepository {
  pullRequest(number: number): Promise<PullRequestState>;
  /** The open pull requests of a branch, which may be in a fork: `owner` is whose. */
  pullRequestsOf(branch: { readonly owner: string; readonly name: string }): Promise<readonly PullRequestState[]>;
  /** All of a pull request, the oldest first. */
  comments(pullRequest: number): Promise<readonly PullRequestComment[]>;
  /** Is asked once and never again: after an error nobody knows whether the comment is there. */
  createComment(pullRequest: number, body: string): Promise<PullRequestComment>;
  updateComment(id: number, body: string): Promise<PullRequestComment>;
  deleteComment(id: number): Promise<void>;
  createCheckRun(checkRun: CheckRun): Promise<void>;
}

/**
 * `NotAllowed`: the token may not do it. `NotFound`: it is not there, or the token may not see it. `Refused`: GitHub takes no
 * such request. `Unreachable`: no answer that counts, so that nobody knows whether it was done.
 */
export class GitHubError extends Error {
  readonly fault: 'NotAllowed' | 'NotFound' | 'Refused' | 'Unreachable';

  constructor(fault: GitHubError['fault'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GitHubError';
    this.fault = fault;
  }
}

/** Keeps plans by what they say: equal plans have one id and are kept once. Every method may throw StoreError. */
export interface PlanStore {
  /** The plan is there afterwards, whatever happens to this process. */
  save(id: string, json: string): Promise<void>;
  find(id: string): Promise<string | undefined>;
  /** Throws where the store cannot be reached. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** `Usage`: it may not be used (another process has it); `World`: it cannot be reached, or failed. */
export class StoreError extends Error {
  readonly fault: 'Usage' | 'World';

  constructor(fault: 'Usage' | 'World', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.fault = fault;
  }
}
