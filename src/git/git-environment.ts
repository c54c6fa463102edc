import { devNull } from 'node:os';

/** What git may learn from the caller's environment. GIT_DIR and GIT_INDEX_FILE are not among it: a hook which calls us sets them. */
const inherited = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'GIT_CEILING_DIRECTORIES',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  // Windows
  'APPDATA',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATHEXT',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERPROFILE',
];

const fixed = {
  LC_ALL: 'C',
  // An empty list forbids every transport: nothing that we ask may reach the network, not even in a partial clone.
  GIT_ALLOW_PROTOCOL: '',
  // What a commit was is what its author wrote: neither grafts nor replacements stand in for it.
  GIT_GRAFT_FILE: devNull,
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

/**
 * The whole environment of every git process. The user's own configuration stays readable, because `safe.directory`,
 * `core.autocrlf` and `core.excludesFile` live there; what in it could start a program is overridden by `gitSettings`.
 */
export function gitEnvironment(caller: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const kept = inherited.flatMap((name) => {
    const value = caller[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...fixed };
}

/** Settings of every git process, stronger than any file of the repository: nothing in it may start a program or write. */
const allSettings: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.quotePath=false',
  'core.untrackedCache=false',
  'diff.external=',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
];

/** Those of every git which only reads. No fetch gets beyond the last one: before 2.45 git starts one for an object that a partial clone lacks. */
export const gitSettings: readonly string[] = [...allSettings, 'fetch.parallel=-1'];

/** Those of a git which is to fetch: with no credentials but ours, and from nowhere but where it is told to. */
export const fetchSettings: readonly string[] = [
  ...allSettings,
  'credential.helper=',
  'fetch.recurseSubmodules=false',
  'http.followRedirects=false',
];
