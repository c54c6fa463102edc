import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeEdit } from '../../../src/diff/judge-edit.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import { readRecords } from '../../conformance/read-records.ts';

interface ValidationRecord {
  readonly id: string;
  readonly about: string;
  readonly via: 'update' | 'apply';
  readonly before: JsonObject | null;
  readonly after: JsonObject;
  readonly invalid: readonly { readonly field: string; readonly type: string }[];
}

/** Where the real API server refused before it looked at fields, the recording names none. */
const withoutField = new Set(['decode', 'allocate']);

function refusedFields({ before, after, via }: ValidationRecord): readonly string[] {
  const judged = [judgeEdit(before ?? undefined, after, { kubernetesVersion: '1.32', via })];
  // The recordings of the merge list what the whole manifest is refused for as well.
  if (via === 'apply') judged.push(judgeEdit(before ?? undefined, after, { kubernetesVersion: '1.32', via: 'update' }));
  return [...new Set(judged.flatMap((verdict) => verdict.rejected.map(({ field }) => field)))].toSorted();
}

const records = [...readRecords(join(import.meta.dirname, 'records.jsonl.gz'))].map(
  ({ record }) => record as ValidationRecord,
);

describe('the refusals recorded from the real API server', () => {
  const stated = records.filter(({ invalid }) => invalid.every(({ type }) => !withoutField.has(type)));
  const others = records.filter((record) => !stated.includes(record));

  test.each(stated)('are told with their fields: $about ($id)', (record) => {
    const fields = [...new Set(record.invalid.map(({ field }) => field))].toSorted();
    expect(refusedFields(record)).toEqual(fields);
  });

  test.each(others)('are told although the recording names no field: $about ($id)', (record) => {
    const fields = record.invalid.filter(({ type }) => !withoutField.has(type)).map(({ field }) => field);
    const refused = refusedFields(record);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused).toEqual(expect.arrayContaining(fields));
  });
});
