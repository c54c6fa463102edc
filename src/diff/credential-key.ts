/** Words which make a key the name of a credential wherever they stand in it. */
const credential =
  /passw(?:or)?d|passwrd|passphrase|secret|token|credential|htpasswd|docker_?(?:config_?json|cfg)|kube_?config|connection_?str|(?:api|access|private|secret|encrypt(?:ion)?|crypto?|signing|sign|signature|master|auth|ssh|account|shared|storage|license|session|deploy|webhook|jwt|hmac|aes|rsa|client|project|service|admin|root)_?keys?(?:_|$)/;
/** Words which do so only where they stand alone: `DB_PASS`, `SENTRY_DSN`. */
const credentialWords: ReadonlySet<string> = new Set([
  'pass',
  'pwd',
  'pw',
  'dsn',
  'creds',
  'cred',
  'auths',
  'apikey',
  'jwt',
  'salt',
  'pin',
]);
const nameWords: ReadonlySet<string> = new Set(['name', 'names']);
const placeWords: ReadonlySet<string> = new Set(['file', 'path', 'dir', 'directory', 'mount', 'filename']);
const measureWords: ReadonlySet<string> = new Set(
  'ttl expiry expires expiration lifetime timeout second seconds minutes hours days duration period interval length size max min count limit limits budget rate retries bits rounds age number'.split(
    ' ',
  ),
);
const objectName = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;
const place = /^(?:\.{0,2}|~|\$[\w{}()]+)\/\S*$/;
const measure = /^\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d|w|k|M|G|Ki|Mi|Gi)?$/;

/** Whether a key names a credential: `DB_PASSWORD`, `apiKey`, `client-secret`, `SENTRY_DSN`. */
export function isCredentialKey(key: string): boolean {
  const cached = verdicts.get(key);
  if (cached !== undefined) return cached;
  const words = wordsOf(key);
  const verdict = credential.test(words.join('_')) || words.some((word) => credentialWords.has(word));
  if (verdicts.size < 10_000) verdicts.set(key, verdict);
  return verdict;
}

/** A memo of a pure function: manifests repeat few keys many times. */
const verdicts = new Map<string, boolean>();

/**
 * Whether the value under a key is to be hidden. A key which only points to a credential (`PASSWORD_FILE: /run/db`,
 * `secretName: db`) or measures one (`TOKEN_TTL: 3600`) may be shown, if its value has that form.
 */
export function isCredential(key: string, value: string): boolean {
  if (!isCredentialKey(key)) return false;
  const words = wordsOf(key);
  const last = words.at(-1) ?? '';
  if ((nameWords.has(last) || words[0] === 'existing') && objectName.test(value)) return false;
  if (placeWords.has(last) && place.test(value)) return false;
  return !(measure.test(value) && words.some((word) => measureWords.has(word)));
}

function wordsOf(key: string): readonly string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
