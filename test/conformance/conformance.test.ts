import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecords } from './read-records.ts';
import { renderReport, replayRecords } from './replay.ts';
import { suites } from './suites.ts';

const recordsMin = 100;

test.each([...suites])('the project does what was recorded in the sample of %s', async (name, load) => {
  const sample = `${import.meta.dirname}/samples/${name}.jsonl.gz`;
  expect(existsSync(sample), `${sample} must exist`).toBe(true);
  const suite = await load();
  expect(suite.name).toBe(name);
  const report = replayRecords(suite, readRecords(sample));
  expect(report.failed, renderReport(report)).toBe(0);
  expect(report.passed).toBeGreaterThanOrEqual(recordsMin);
});
