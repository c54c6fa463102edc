import type { Renderer, RevisionSource } from '../app/ports.ts';
import type { NamedFile } from '../app/read-yaml-document.ts';

/** Which two revisions: of a repository, or two directories. */
export type RevisionSelection =
  | {
      readonly type: 'Repository';
      readonly repository: string;
      readonly base?: string;
      readonly head?: string;
      readonly paths: readonly string[];
    }
  | {
      readonly type: 'Directories';
      readonly baseDirectory: string;
      readonly headDirectory: string;
      readonly paths: readonly string[];
    };

/** How kustomizations are built. */
export interface RenderSelection {
  /** So many at a time; undefined: as many as the machine has cores. */
  readonly jobs: number | undefined;
  readonly usesCache: boolean;
  readonly allowsRemote: boolean;
}

export interface ServeSelection {
  readonly host: string;
  readonly port: number;
  readonly dataDirectory: string;
}

export interface StartedService {
  readonly url: string;
  /** Settles when the service has stopped, with all answered that was asked. */
  readonly stopped: Promise<void>;
}

export interface TextSink {
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  write(text: string): Promise<void>;
}

/** A text file, by a path with slashes from the folder into which it is written. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** All that a command may do to the world. */
export interface CliPorts {
  readonly version: string;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  openRevisions(selection: RevisionSelection): Promise<RevisionSource>;
  /** undefined: no program which builds kustomizations is installed. */
  openRenderer(selection: RenderSelection): Promise<Renderer | undefined>;
  /** Starts the service; a signal stops it. Throws StoreError, and UsageError for a port which another program has. */
  serve(options: ServeSelection): Promise<StartedService>;
  /** The strategy documents which come with Rollcast. */
  shippedStrategies(): Promise<readonly NamedFile[]>;
  readFile(path: string): Promise<Uint8Array>;
  readTextFile(path: string): Promise<string>;
  /** Replaces the file as a whole: a reader sees the old or the new text, never a part. */
  writeTextFile(path: string, text: string): Promise<void>;
  /** Writes files into a folder of their own, never over what somebody else wrote. Throws UsageError. */
  writeFiles(folder: string, files: readonly TextFile[]): Promise<void>;
  /** Says what is going on, for a terminal where somebody waits. */
  readonly onPhase: (phase: string) => void;
}
