export type IpFamily = 'IPv4' | 'IPv6';

/** The family of an address, undefined if it is none. Leading zeros pass, as in netutils.ParseIPSloppy. */
export function ipFamilyOf(text: string): IpFamily | undefined {
  if (isIpv4(text)) return 'IPv4';
  return isIpv6(text) ? 'IPv6' : undefined;
}

/** `10.0.0.0/8`, `fd00::/8`. Mirrors netutils.ParseCIDRSloppy. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return false;
  const family = ipFamilyOf(text.slice(0, slash));
  const prefix = text.slice(slash + 1);
  return family !== undefined && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 'IPv4' ? 32 : 128);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const counts = halves.map((half, at) => countGroups(half, at === halves.length - 1));
  if (counts.includes(undefined)) return false;
  const groups = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** How many 16-bit groups a part of an IPv6 address holds; the last may end with an IPv4 address. */
function countGroups(part: string, isLast: boolean): number | undefined {
  if (part === '') return 0;
  const groups = part.split(':');
  const last = groups.at(-1) ?? '';
  const endsWithIpv4 = isLast && isIpv4(last);
  const plain = endsWithIpv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return plain.length + (endsWithIpv4 ? 2 : 0);
}
