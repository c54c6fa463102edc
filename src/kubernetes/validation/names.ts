/** The naming rules of Kubernetes; each mirrors a function of k8s.io/apimachinery/pkg/util/validation. */

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const dnsLabel = new RegExp(`^${label}$`);
const dnsSubdomain = new RegExp(`^${label}(?:\\.${label})*$`);
const wildcardSubdomain = new RegExp(`^\\*\\.${label}(?:\\.${label})*$`);
const dns1035Label = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const configMapKey = /^[-._a-zA-Z0-9]+$/;
const portName = /^[-a-z0-9]{1,15}$/;
const domainPath = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

/** Mirrors IsDNS1123Label. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && dnsLabel.test(text);
}

/** Mirrors IsDNS1123Subdomain. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && dnsSubdomain.test(text);
}

/** Mirrors IsWildcardDNS1123Subdomain. */
export function isWildcardDnsSubdomain(text: string): boolean {
  return text.length <= 253 && wildcardSubdomain.test(text);
}

/** Mirrors IsDNS1035Label. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && dns1035Label.test(text);
}

/** Mirrors IsValidPortName: up to 15 characters, one of them a letter. */
export function isPortName(text: string): boolean {
  return portName.test(text) && /[a-z]/.test(text) && !/^-|-$|--/.test(text);
}

/** Mirrors IsConfigMapKey. */
export function isConfigMapKey(text: string): boolean {
  return text.length <= 253 && configMapKey.test(text) && text !== '.' && !text.startsWith('..');
}

/** Mirrors IsHTTPHeaderName. */
export function isHttpHeaderName(text: string): boolean {
  return /^[-A-Za-z0-9]+$/.test(text);
}

/** Mirrors IsRelaxedEnvVarName: printable ASCII without `=`. */
export function isEnvironmentName(text: string): boolean {
  return /^[ -<>-~]+$/.test(text);
}

/** Mirrors IsValidPathSegmentName. */
export function isPathSegment(text: string): boolean {
  return text !== '.' && text !== '..' && !/[/%]/.test(text);
}

/** `example.org/controller`. Mirrors IsDomainPrefixedPath. */
export function isDomainPrefixedPath(text: string): boolean {
  const slash = text.indexOf('/');
  return slash > 0 && isDnsSubdomain(text.slice(0, slash)) && domainPath.test(text.slice(slash + 1));
}
