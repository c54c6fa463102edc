const nameWords =
  "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const namePattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomainPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const nameLengthMax = 63;
const prefixLengthMax = 253;

/** Why a text is not a label key (`name` or `prefix/name`); undefined if it is one. Mirrors IsQualifiedName. */
export function labelKeyFault(key: string): string | undefined {
  const parts = key.split('/');
  if (parts.length > 2) return `a qualified name must ${nameWords}, with an optional DNS subdomain prefix and '/'`;
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, ...parts];
  if (prefix !== undefined) {
    if (prefix === '') return 'prefix part must be non-empty';
    if (prefix.length > prefixLengthMax) return `prefix part must be no more than ${prefixLengthMax} characters`;
    if (!subdomainPattern.test(prefix)) return 'prefix part must be a lowercase RFC 1123 subdomain';
  }
  if (name === '') return 'name part must be non-empty';
  if (name.length > nameLengthMax) return `name part must be no more than ${nameLengthMax} characters`;
  return namePattern.test(name) ? undefined : `name part must ${nameWords}`;
}

/** Why a text is not a label value; undefined if it is one. Mirrors IsValidLabelValue. */
export function labelValueFault(value: string): string | undefined {
  if (value === '') return undefined;
  if (value.length > nameLengthMax) return `must be no more than ${nameLengthMax} characters`;
  return namePattern.test(value) ? undefined : `a valid label must be an empty string or ${nameWords}`;
}
