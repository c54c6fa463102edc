/**
 * Whether a text is spelled like a time zone of the IANA database: `Europe/Berlin`, `UTC`, `Etc/GMT+1`. Mirrors
 * validateTimeZone as far as it can be told without the database: areas are capitalised there, so `europe/berlin` is
 * none.
 */
export function isTimeZoneName(zone: string): boolean {
  if (zone === '' || zone.toLowerCase() === 'local') return false;
  const parts = zone.split('/');
  const areSpelled = parts.every((part) => /^[A-Za-z._\-0-9+]{1,14}$/.test(part) && !/^(\.\.?$|-)/.test(part));
  return areSpelled && /^[A-Z]/.test(zone);
}
