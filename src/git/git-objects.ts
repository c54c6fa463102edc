import { type BatchQuestion, type GitObject, readAnswers } from './batch-answers.ts';
import { gitFailure, tookTooLong } from './git-failure.ts';
import type { GitFolder } from './git-folder.ts';
import { type RunningGit, startGit } from './start-git.ts';

/** All that is read of a repository's objects, through one process which starts with the first question. */
export interface GitObjects {
  /**
   * The object which a name of git's ("main^{commit}", an id) leads to; undefined where there is none. A larger one than
   * `bytesMax` is cut one byte after that. Throws RevisionError where git fails.
   */
  read(name: string, bytesMax: number): Promise<GitObject | undefined>;
}

export function openObjects(git: GitFolder): GitObjects {
  let session: Session | undefined;
  return {
    read: (name, bytesMax) => {
      if (session === undefined || session.isOver) session = new Session(git);
      return session.ask(name, bytesMax);
    },
  };
}

const catFile = ['cat-file', '--batch'];

/** Nobody tells when the last question was asked. */
const idleMilliseconds = 1000;

interface Question extends BatchQuestion {
  readonly fail: (error: unknown) => void;
}

/** One run of `git cat-file --batch`. It is unbuffered, so that one question can follow from the answer to another. */
class Session {
  isOver = false;
  readonly #git: GitFolder;
  readonly #running: RunningGit;
  readonly #questions: Question[] = [];
  #timer: NodeJS.Timeout | undefined;
  #unsent = '';
  #isResting = true;

  constructor(git: GitFolder) {
    this.#git = git;
    this.#running = startGit({ git, args: catFile, hasInput: true });
    const take = readAnswers(() => this.#questions[0]);
    this.#running.stdout.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch (error) {
        this.#end(error);
      }
    });
    this.#running.ended.then(
      (ending) => this.#end(gitFailure(catFile, git, ending)),
      (error: unknown) => this.#end(error),
    );
  }

  ask(name: string, bytesMax: number): Promise<GitObject | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<GitObject | undefined>();
    if (this.#isResting) this.#wake();
    const answer = (object: GitObject | undefined) => {
      this.#questions.shift();
      this.#timer?.refresh();
      resolve(object);
      // Most often the next question follows from this answer.
      if (this.#questions.length === 0) setImmediate(() => this.#rest());
    };
    this.#questions.push({ bytesMax, answer, fail: reject });
    this.#send(`${name}\n`);
    return promise;
  }

  /** Many questions of one moment are one write. */
  #send(line: string): void {
    if (this.#unsent === '') {
      process.nextTick(() => {
        this.#running.stdin?.write(this.#unsent);
        this.#unsent = '';
      });
    }
    this.#unsent += line;
  }

  #wake(): void {
    this.#isResting = false;
    this.#running.wake();
    clearTimeout(this.#timer);
    const late = () => this.#end(tookTooLong(catFile, this.#git));
    this.#timer = setTimeout(late, this.#git.limits.seconds * 1000);
  }

  #rest(): void {
    if (this.#isResting || this.isOver || this.#questions.length > 0) return;
    this.#isResting = true;
    this.#running.rest();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), idleMilliseconds);
    this.#timer.unref();
  }

  #end(error?: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.#timer);
    this.#running.stop();
    for (const question of this.#questions) question.fail(error);
  }
}
