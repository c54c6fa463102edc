import { nearestName } from '../app/nearest-name.ts';
import { RevisionError } from '../app/ports.ts';
import { type AskGit, askGit } from './ask-git.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import { findCommit, shownRef } from './resolve-ref.ts';
import { isShallow, parentsOf, remoteName } from './shallow-clone.ts';
import { shellWord } from './shell-word.ts';

/** What to tell of a revision that names no commit: what it names, which name is near, or which command fetches it. */
export async function unknownRef(git: GitFolder, objects: GitObjects, ref: string): Promise<RevisionError> {
  const ask = askGit(git);
  const question: Question = { ask, objects, ...splitRef(ref), ref, isShallow: await isShallow(ask) };
  const missing = `there is no commit ${shownRef(ref)}`;
  const advice =
    adviseOnRange(ref) ??
    (await adviseOnObject(question)) ??
    (await adviseOnAncestor(question)) ??
    (await adviseOnAmbiguous(question)) ??
    (await adviseOnName(question)) ??
    (await adviseToFetch(question)) ??
    '; git branch --all lists the branches, and git fetch origin fetches those of the remote';
  return new RevisionError('Usage', missing + advice);
}

interface Question {
  readonly ask: AskGit;
  readonly objects: GitObjects;
  readonly ref: string;
  /** "main" of "main^2~3". */
  readonly name: string;
  /** Which parent to take, again and again: 2, 1, 1, 1. */
  readonly steps: readonly number[];
  readonly isShallow: boolean;
}

/** Nobody writes a longer way by intention; of one that is longer only the beginning is looked at. */
const stepsMax = 10_000;

function splitRef(ref: string): { readonly name: string; readonly steps: readonly number[] } {
  const [, name = ref, suffix = ''] = /^([^~^:]+)((?:[~^][0-9]*)*)$/.exec(ref) ?? [];
  const steps: number[] = [];
  for (const [, sign, digits = ''] of suffix.matchAll(/([~^])([0-9]*)/g)) {
    const count = digits === '' ? 1 : Number(digits);
    const generations = sign === '^' ? [count] : Array.from({ length: Math.min(count, stepsMax) }, () => 1);
    steps.push(...generations.slice(0, stepsMax - steps.length));
  }
  return { name, steps };
}

function adviseOnRange(ref: string): string | undefined {
  return ref.includes('..') || ref.startsWith('^')
    ? ': that is a range; name its two ends as --base and --head'
    : undefined;
}

async function adviseOnObject({ objects, ref }: Question): Promise<string | undefined> {
  const object = await objects.read(ref, 0);
  if (object === undefined || object.type === 'commit') return undefined;
  const words: Readonly<Record<string, string>> = { blob: 'a file', tree: 'a folder', tag: 'a tag of something else' };
  return `: that is ${words[object.type] ?? object.type}`;
}

async function adviseOnAncestor(question: Question): Promise<string | undefined> {
  const { objects, name, steps, isShallow } = question;
  const start = steps.length === 0 ? undefined : await findCommit(objects, name);
  if (start === undefined) return undefined;
  const cut = isShallow ? await findCut(question, start) : undefined;
  if (cut === undefined) return `: the history of ${shownRef(name)} has no such commit`;
  const fetch = `git fetch --deepen=${cut.missing} ${await shownRemote(question.ask)} ${cut.commit}`;
  return `, because this shallow clone ends before it; fetch it with: ${fetch}`;
}

/** The commit on the way whose parent is not in this clone, and how many generations are missing from there. */
async function findCut(
  { objects, steps }: Question,
  start: string,
): Promise<{ readonly commit: string; readonly missing: number } | undefined> {
  let commit = start;
  for (const [index, step] of steps.entries()) {
    if (step === 0) continue;
    const parent: string | undefined = (await parentsOf(objects, commit))[step - 1];
    if (parent === undefined) return undefined;
    if ((await findCommit(objects, parent)) === undefined) {
      return { commit, missing: steps.slice(index).filter((later) => later > 0).length };
    }
    commit = parent;
  }
  return undefined;
}

async function adviseOnAmbiguous({ ask, objects, name }: Question): Promise<string | undefined> {
  if (!/^[0-9a-f]{4,}$/i.test(name)) return undefined;
  const ids = ((await ask('rev-parse', `--disambiguate=${name}`)) ?? '').split('\n').filter((id) => id !== '');
  const found = await Promise.all(ids.slice(0, 1000).map((id) => objects.read(id, 0)));
  const commits = found.filter((object) => object?.type === 'commit').map((object) => object?.id);
  if (commits.length < 2) return undefined;
  return `, as ${commits.length} begin like that: ${commits.slice(0, 5).join(', ')}; write more of the one that is meant`;
}

/** What follows the name ("mian~2") is no part of it. */
async function adviseOnName({ ask, ref }: Question): Promise<string | undefined> {
  const output = (await ask('for-each-ref', '--count=5000', '--format=%(refname:lstrip=2)')) ?? '';
  const names = output.split('\n').filter((name) => name !== '');
  const name = /^[^~^@:]*/.exec(ref)?.[0] ?? ref;
  if (name === 'HEAD' || names.includes(name)) return undefined;
  const nearest = nearestName(name, names);
  return nearest && `; did you mean ${shownRef(nearest + ref.slice(name.length))}?`;
}

/** A shallow clone lacks branches as well, and not only what is behind them. */
async function adviseToFetch({ ask, name, steps, isShallow }: Question): Promise<string | undefined> {
  const remote = await remoteName(ask);
  if (!isShallow || remote === undefined) return undefined;
  const fetch = `git fetch --depth=${1 + steps.length} ${shellWord(remote)}`;
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) return ` in this shallow clone; fetch it with: ${fetch} ${name}`;
  if (name.startsWith('refs/')) {
    return ` in this shallow clone; fetch it with: ${fetch} ${shellWord(`+${name}:${name}`)}`;
  }
  if (!/^[\w./-]+$/.test(name)) return undefined;
  if (/^v?[0-9]/.test(name)) {
    return ` in this shallow clone; if it is a tag, fetch it with: ${fetch} ${shellWord(`+refs/tags/${name}:refs/tags/${name}`)}`;
  }
  const branch = name.startsWith(`${remote}/`) ? name.slice(remote.length + 1) : name;
  const tracking = `${remote}/${branch}`;
  return ` in this shallow clone; a branch of the remote is called ${shownRef(tracking)} once it is fetched with: ${fetch} ${shellWord(`+refs/heads/${branch}:refs/remotes/${tracking}`)}`;
}

async function shownRemote(ask: AskGit): Promise<string> {
  return shellWord((await remoteName(ask)) ?? 'origin');
}
