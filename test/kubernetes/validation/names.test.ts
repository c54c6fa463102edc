import { describe, expect, test } from 'vitest';
import { ipFamilyOf, isCidr } from '../../../src/kubernetes/validation/addresses.ts';
import { isCronSchedule } from '../../../src/kubernetes/validation/cron-schedule.ts';
import {
  isConfigMapKey,
  isDnsLabel,
  isDnsSubdomain,
  isDomainPrefixedPath,
  isEnvironmentName,
  isPortName,
  isWildcardDnsSubdomain,
} from '../../../src/kubernetes/validation/names.ts';
import { isTimeZoneName } from '../../../src/kubernetes/validation/time-zone-name.ts';

type NameTest = readonly [(text: string) => boolean, readonly string[], readonly string[]];

describe('a name', () => {
  test.each<readonly [string, ...NameTest]>([
    ['DNS label', isDnsLabel, ['a', 'a-1', 'a'.repeat(63)], ['', 'A', '-a', 'a.b', 'a'.repeat(64)]],
    ['DNS subdomain', isDnsSubdomain, ['a.b-c', '1.2'], ['', 'a..b', '.a', 'a_b', 'Shop.example.org']],
    ['wildcard subdomain', isWildcardDnsSubdomain, ['*.example.org'], ['*', 'a.*.b', '*.*.b', 'example.org']],
    ['port name', isPortName, ['http', 'h2', '8-a'], ['8080', 'a--b', '-a', 'http_1', 'a'.repeat(16)]],
    ['ConfigMap key', isConfigMapKey, ['a', '.a', 'A_b-c.d'], ['', 'bad key', '.', '..', '..a', 'a/b']],
    ['environment name', isEnvironmentName, ['A', '1 b', 'a.b'], ['', 'A=B', 'ü', 'a\n']],
    ['path with a domain', isDomainPrefixedPath, ['x.io/y', 'x.io/y/z'], ['x', '/y', 'x.io/', 'X/y']],
    ['time zone', isTimeZoneName, ['Europe/Berlin', 'UTC', 'Etc/GMT+1'], ['', 'europe/berlin', 'local', 'A/../B']],
  ])('is or is not a %s', (_kind, accepts, good, bad) => {
    expect(good.filter((text) => !accepts(text))).toEqual([]);
    expect(bad.filter((text) => accepts(text))).toEqual([]);
  });
});

describe('a cron schedule', () => {
  test.each(['0 4 * * *', '*/15 0-6,22 1 jan-mar MON', '@daily', '@every 1h30m', 'TZ=UTC 0 4 * * ?', '0/5 * * * *'])(
    'is %s',
    (schedule) => {
      expect(isCronSchedule(schedule)).toBe(true);
    },
  );

  test.each(['', '0 4 * *', '60 * * * *', '* * * * 7', '*/0 * * * *', '5-1 * * * *', '@never', 'a b c d e'])(
    'is not "%s"',
    (schedule) => {
      expect(isCronSchedule(schedule)).toBe(false);
    },
  );
});

describe('an address', () => {
  test.each([
    ['10.0.0.1', 'IPv4'],
    ['010.0.0.1', 'IPv4'],
    ['fd00::1', 'IPv6'],
    ['::', 'IPv6'],
    ['1:2:3:4:5:6:7:8', 'IPv6'],
    ['::ffff:10.0.0.1', 'IPv6'],
    ['10.0.0.999', undefined],
    ['10.0.0', undefined],
    ['1::2::3', undefined],
    ['1:2:3', undefined],
    ['fd00::g', undefined],
    ['None', undefined],
    ['', undefined],
  ])('%s is of the family %s', (address, family) => {
    expect(ipFamilyOf(address)).toBe(family);
  });

  test.each([
    ['10.0.0.0/8', true],
    ['fd00::/8', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0', false],
    ['10.0.0.0/', false],
  ])('%s as a range: %s', (range, isRange) => {
    expect(isCidr(range)).toBe(isRange);
  });
});
