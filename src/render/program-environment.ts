/** Folders of one build: nothing is in them when it starts. */
export interface ScratchFolders {
  readonly home: string;
  readonly temporary: string;
}

/** Nothing listens there: who tries to reach anything is refused at once. */
const noProxy = 'http://127.0.0.1:9';
const noPrograms = '/nonexistent';

/**
 * Both programs are written in Go, and most builds end before their garbage is worth collecting: a quarter of their time
 * went there. Large ones begin to collect at this size.
 */
const memory = { GOGC: 'off', GOMEMLIMIT: '512MiB' };

/**
 * The whole environment of a program which shall reach nothing but its input: no program to start, git above all, no
 * network, and nothing of the user's.
 */
export function closedEnvironment(folders: ScratchFolders): Readonly<Record<string, string>> {
  return {
    ...systemNeeds(process.env),
    ...placesOf(folders),
    ...memory,
    PATH: noPrograms,
    HOME: folders.home,
    XDG_CONFIG_HOME: folders.home,
    ...proxies((name) => (/^no_/i.test(name) ? '' : noProxy)),
  };
}

/** The same where remote bases are allowed: git and its credentials, proxies and certificates are the caller's. */
export function openEnvironment(
  folders: ScratchFolders,
  caller: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return {
    ...systemNeeds(process.env),
    ...placesOf(folders),
    ...memory,
    ...pick(caller, callersOwn),
    ...proxies((name) => caller[name]),
    GIT_ALLOW_PROTOCOL: 'https:http:ssh',
    GIT_TERMINAL_PROMPT: '0',
  };
}

const callersOwn = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
];

function placesOf({ home, temporary }: ScratchFolders): Readonly<Record<string, string>> {
  return {
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    KUSTOMIZE_PLUGIN_HOME: home,
    KUBECONFIG: '',
    LC_ALL: 'C',
  };
}

/** Without these nothing starts on Windows. */
function systemNeeds(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return pick(environment, ['SYSTEMROOT', 'WINDIR']);
}

function proxies(addressOf: (name: string) => string | undefined): Readonly<Record<string, string>> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  return pick(Object.fromEntries(names.map((name) => [name, addressOf(name)])), names);
}

function pick(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
