import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import { type RecordLine, readRecords } from './read-records.ts';
import { renderReport, replayRecords } from './replay.ts';
import type { ConformanceSuite } from './suite.ts';

const quarterOfTen = {
  id: 'a',
  value: '25%',
  total: 10,
  roundUp: true,
  result: 3,
  error: null,
  asSurge: [3, 0],
  asUnavailable: [0, 2],
};

function lines(...records: readonly unknown[]): RecordLine[] {
  return records.map((record, index) => ({ file: 'f', number: index + 1, record }));
}

function run(...words: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const script = join(import.meta.dirname, 'run.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('run.ts', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcast-conformance-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  test('records which hold end with 0 and the line that counts them', () => {
    const path = write('good.jsonl', `${JSON.stringify(quarterOfTen)}\n`);
    expect(run('int-or-percent', path)).toEqual({ code: 0, stdout: '1 passed, 0 failed, 0 skipped\n', stderr: '' });
  });

  test('one changed number makes it fail and is shown with its path', () => {
    const broken = { ...quarterOfTen, id: 'changed', asUnavailable: [0, 3] };
    const path = write('broken.jsonl.gz', gzipSync(`${JSON.stringify(quarterOfTen)}\n${JSON.stringify(broken)}\n`));
    const { code, stdout } = run('int-or-percent', path);
    expect(code).toBe(1);
    expect(stdout).toContain('changed (broken.jsonl.gz:2)');
    expect(stdout).toContain('asUnavailable[1]\n      expected 3\n      actual   2\n');
    expect(stdout.endsWith('\n1 passed, 1 failed, 0 skipped\n')).toBe(true);
  });

  test('several files count together', () => {
    const path = write('again.json', JSON.stringify([quarterOfTen, { ...quarterOfTen, caveats: ['upstream bug'] }]));
    expect(run('int-or-percent', path, path).stdout).toBe('2 passed, 0 failed, 2 skipped\n');
  });

  test.each([
    { words: [], says: 'usage: npm run conformance -- SUITE FILE…' },
    { words: ['quantity'], says: 'usage: npm run conformance -- SUITE FILE…' },
    { words: ['quantitiy', 'x.jsonl'], says: "unknown suite 'quantitiy': did you mean 'quantity'?" },
    { words: ['quantity', 'no/such/file.jsonl'], says: "no such file: 'no/such/file.jsonl'" },
  ])('wrong usage $words ends with 2 and says why', ({ words, says }) => {
    const { code, stdout, stderr } = run(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  test('a file which is not gzip although it is named so ends with 2', () => {
    const path = write('wrong.jsonl.gz', 'not compressed');
    const { code, stderr } = run('quantity', path);
    expect(code).toBe(2);
    expect(stderr).toContain(`cannot read '${path}'`);
  });

  test('a line which is not JSON is a failed record', () => {
    const path = write('half.jsonl', `${JSON.stringify(quarterOfTen)}\n{"id": \n`);
    const { code, stdout } = run('int-or-percent', path);
    expect(code).toBe(1);
    expect(stdout).toContain('half.jsonl:2');
    expect(stdout.endsWith('1 passed, 1 failed, 0 skipped\n')).toBe(true);
  });
});

describe('replayRecords', () => {
  const doubling: ConformanceSuite = {
    name: 'doubling',
    replay(record) {
      const { of, is } = record as { of: number; is: number };
      if (of < 0) throw new RangeError('negative');
      return { expected: is, actual: of * 2 };
    },
  };
  test('only records with caveats are skipped, an empty list of them is none', () => {
    const report = replayRecords(doubling, lines({ of: 1, is: 9, caveats: ['x'] }, { of: 1, is: 2, caveats: [] }));
    expect(report).toMatchObject({ passed: 1, failed: 0, skipped: 1 });
  });

  test('an exception is a failure and is shown', () => {
    const report = replayRecords(doubling, lines({ of: -1, is: 9 }, { of: 4, is: 8 }));
    expect(report).toMatchObject({ passed: 1, failed: 1 });
    expect(renderReport(report)).toContain('RangeError: negative');
  });

  test('of many failures the first are shown and the rest counted', () => {
    const report = replayRecords(doubling, lines(...Array.from({ length: 25 }, () => ({ of: 1, is: 3 }))));
    expect(report.firstFailures).toHaveLength(10);
    expect(renderReport(report).split('\n').slice(-3)).toEqual([
      'and 15 more failed records',
      '0 passed, 25 failed, 0 skipped',
      '',
    ]);
  });
});

describe('differences', () => {
  test.each([
    { title: 'order of keys', expected: { a: 1, b: [2] }, actual: { b: [2], a: 1 } },
    { title: 'undefined and absent', expected: { a: undefined }, actual: {} },
    { title: 'zero and minus zero', expected: 0, actual: -0 },
    { title: 'a float and the bigint of its digits', expected: 100000000000000000000n, actual: 1e20 },
  ])('$title make none', ({ expected, actual }) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  test.each([
    { title: 'text and number', expected: { a: '1' }, actual: { a: 1 }, path: 'a' },
    { title: 'null and absent', expected: { a: null }, actual: {}, path: 'a' },
    { title: 'a value too many', expected: {}, actual: { a: 1 }, path: 'a' },
    { title: 'order of a list', expected: { a: [1, 2] }, actual: { a: [2, 1] }, path: 'a[0]' },
    { title: 'a list which ends early', expected: [1, 2], actual: [1], path: '[1]' },
    { title: 'a list and an object', expected: { a: [] }, actual: { a: {} }, path: 'a' },
    {
      title: 'the last digit of a large integer',
      expected: 9007199254740993n,
      actual: 9007199254740992,
      path: '(whole)',
    },
  ])('$title are told apart', ({ expected, actual, path }) => {
    expect(differences(expected, actual)[0]?.path).toBe(path);
  });
});

test('integers beyond 2^53 keep their digits when records are read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-conformance-'));
  const path = join(folder, 'large.jsonl');
  writeFileSync(path, '{"n":9223372036854775807,"f":1e30,"i":7}\n\n[1]\n');
  const records = [...readRecords(path)].map(({ number, record }) => ({ number, record }));
  rmSync(folder, { recursive: true });
  expect(records).toEqual([
    { number: 1, record: { n: 9223372036854775807n, f: 1e30, i: 7 } },
    { number: 3, record: [1] },
  ]);
});
