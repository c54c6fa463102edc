/** Whether kustomize fetches a file or a base from the web: it does so before it looks for a path of this name. */
export function isWebUrl(entry: string): boolean {
  return /^https?:/i.test(entry);
}

/** Whether what is at a URL is one file, by its name: kustomize finds out by fetching it. */
export function isUrlOfFile(url: string): boolean {
  return /^[^?#]*\.(?:ya?ml|json)(?:[?#]|$)/i.test(url);
}

/** Whether kustomize clones a repository which is on this machine. */
export function isMachineUrl(entry: string): boolean {
  return /^(?:git::)?file:\/\//i.test(entry);
}

/** Whether kustomize clones a repository, even if there is a directory of this name: `github.com/org/repo`, `git@host:org/repo`. */
export function isGitUrl(entry: string): boolean {
  const [place = ''] = entry.replace(/^git::/i, '').split('?', 1);
  if (/^(?:ssh|https?|file):\/\//i.test(place)) return true;
  const path = /^(?:github\.com|[a-z][a-z\d-]*@[^/:]+)[/:](.*)$/is.exec(place)?.[1] ?? '';
  return /^[^/]+\/[^/]|\/\/|\.git(?:\/|$)/.test(path);
}

/** Whether an entry which names nothing here was meant as remote, in a form of other tools or of older kustomize. */
export function looksRemote(entry: string): boolean {
  if (/^[a-z][a-z\d+.-]*:(?:\/\/|:)|^gh:|^[a-z][a-z\d-]*@[^/:]+:/i.test(entry)) return true;
  const isOnHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(entry);
  return isOnHost && /\/\/|\?(?:ref|version)=|\.git(?:[/?]|$)|\/_git\//.test(entry);
}

/** How an entry is shown: on one line, not too long, and without credentials. */
export function shownEntry(entry: string): string {
  const { shown } = hideCredentials(entry);
  const line = shown.replace(/\s+/g, ' ').trim();
  return line.length > shownMax ? `${line.slice(0, shownMax)}…` : line;
}

const shownMax = 200;

interface Hidden {
  readonly shown: string;
  readonly credentials: readonly string[];
}

/** What of an entry lets one in somewhere: kustomize quotes entries when it fails. */
export function credentialsIn(entry: string): readonly string[] {
  return hideCredentials(entry).credentials;
}

function hideCredentials(entry: string): Hidden {
  const user = hideUser(entry);
  const query = hideQuery(user.shown);
  return { shown: query.shown, credentials: [...user.credentials, ...query.credentials] };
}

/** `git@` tells nothing: it is how all of a host's users are called. */
function hideUser(entry: string): Hidden {
  const start = /^(?:git::)?(?:[a-z][a-z\d+.-]*:\/\/)?/i.exec(entry)?.[0].length ?? 0;
  const rest = entry.slice(start);
  const end = endOfUser(rest);
  const user = rest.slice(0, Math.max(end, 0));
  if (user === '' || user === 'git') return { shown: entry, credentials: [] };
  const password = user.slice(user.indexOf(':') + 1);
  return { shown: `${entry.slice(0, start)}***${rest.slice(end)}`, credentials: [user, password] };
}

/** A password may hold what would end the name of a host; what stands behind the colon of a host is a number. */
function endOfUser(rest: string): number {
  if (/^[^/?#@]*:(?!\d*(?:[/?#]|$))/.test(rest)) return rest.lastIndexOf('@');
  return rest.slice(0, /[/?#]/.exec(rest)?.index).lastIndexOf('@');
}

const harmlessParameters = new Set(['ref', 'version', 'timeout', 'submodules', 'depth']);

function hideQuery(entry: string): Hidden {
  const credentials: string[] = [];
  const shown = entry.replaceAll(
    /([?&])([^=&#?]*)=([^&#]*)/g,
    (parameter, mark: string, name: string, value: string) => {
      if (harmlessParameters.has(name.toLowerCase())) return parameter;
      credentials.push(value);
      return `${mark}${name}=***`;
    },
  );
  return { shown, credentials };
}
