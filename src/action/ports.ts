import type { GitHubRepository, Renderer, RevisionSource } from '../app/ports.ts';
import type { Pause } from '../app/publish-comment.ts';
import type { NamedFile } from '../app/read-yaml-document.ts';
import type { Annotation } from '../report/annotations.ts';
import type { WorkflowContext } from './workflow-context.ts';

/** The checkout, as a store of commits: nothing in it is run, and no file of it is read. */
export interface Clone {
  /** The full SHAs of the parents of a commit; undefined: the clone has no such commit. */
  parents(commit: string): Promise<readonly string[] | undefined>;
  has(commit: string): Promise<boolean>;
  /** So many commits of the history of each. Throws RevisionError. */
  fetchCommits(commits: readonly string[], depth: number): Promise<void>;
  /** The same for a ref by its full name; gives its commit. Throws RevisionError. */
  fetchRef(ref: string, depth: number): Promise<string>;
}

interface GitHubAccess {
  readonly context: WorkflowContext;
  readonly token: string;
}

/** What a step of a workflow says to its runner. */
export interface Runner {
  /** The runner hides it in everything that is logged from now on. */
  hide(secret: string): void;
  /** Text of others, in which nothing is a command to the runner. */
  quote(title: string, text: string): void;
  info(message: string): void;
  warn(message: string): void;
  fail(message: string): void;
  annotate(annotation: Annotation): void;
  setOutput(name: string, value: string): void;
  /** Markdown, 1 MiB at most. */
  writeSummary(markdown: string): Promise<void>;
}

/** All that the action may do to the world. */
export interface ActionPorts {
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly runner: Runner;
  readonly pause: Pause;
  /** Whether a repository is checked out in a folder. */
  isCheckout(folder: string): Promise<boolean>;
  openClone(folder: string, access: { readonly url: string; readonly token: string | undefined }): Clone;
  /** Settings come from base: a change cannot choose its own. */
  openRevisions(folder: string, revisions: OpenedRevisions): Promise<RevisionSource>;
  openGitHub(access: GitHubAccess): Promise<GitHubRepository>;
  openRenderer(options: { readonly allowsRemote: boolean }): Promise<Renderer | undefined>;
  shippedStrategies(): Promise<readonly NamedFile[]>;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, text: string): Promise<void>;
}

interface OpenedRevisions {
  readonly base: string | undefined;
  readonly head: string;
  readonly paths: readonly string[];
}
