import { type Difference, differences } from './differences.ts';
import type { RecordLine } from './read-records.ts';
import type { ConformanceSuite } from './suite.ts';

interface FailedRecord {
  readonly title: string;
  readonly differences: readonly Difference[];
}

export interface ConformanceReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The first failures only: a broken suite fails thousands of times in the same way. */
  readonly firstFailures: readonly FailedRecord[];
}

const shownRecords = 10;
const shownDifferences = 8;

/**
 * Replays every record. Skipped are only the records which carry caveats (known upstream bugs); an exception
 * while replaying, or a line which is not JSON, is a failure.
 */
export function replayRecords(suite: ConformanceSuite, lines: Iterable<RecordLine>): ConformanceReport {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const firstFailures: FailedRecord[] = [];
  for (const line of lines) {
    if (hasCaveats(line.record)) {
      skipped += 1;
      continue;
    }
    const found = replayLine(suite, line);
    if (found.length === 0) {
      passed += 1;
      continue;
    }
    failed += 1;
    if (firstFailures.length < shownRecords) firstFailures.push({ title: titleOf(line), differences: found });
  }
  return { passed, failed, skipped, firstFailures };
}

/** The differences as text, one record a paragraph; ends with the line that counts. */
export function renderReport(report: ConformanceReport): string {
  const paragraphs = report.firstFailures.map((failure) => {
    const shown = failure.differences.slice(0, shownDifferences);
    const rest = failure.differences.length - shown.length;
    return [
      `✗ ${failure.title}`,
      ...shown.map((each) => `    ${each.path}\n      expected ${each.expected}\n      actual   ${each.actual}`),
      ...(rest > 0 ? [`    and ${rest} more differences`] : []),
    ].join('\n');
  });
  const hidden = report.failed - report.firstFailures.length;
  if (hidden > 0) paragraphs.push(`and ${hidden} more failed records`);
  paragraphs.push(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
  return `${paragraphs.join('\n')}\n`;
}

function replayLine(suite: ConformanceSuite, line: RecordLine): readonly Difference[] {
  if (line.unreadable !== undefined) {
    return [{ path: '(line)', expected: 'one JSON value', actual: line.unreadable }];
  }
  try {
    const { expected, actual } = suite.replay(line.record);
    return differences(expected, actual);
  } catch (error) {
    const actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ path: '(replay)', expected: 'no exception', actual }];
  }
}

function hasCaveats(record: unknown): boolean {
  if (typeof record !== 'object' || record === null || !('caveats' in record)) return false;
  const { caveats } = record;
  return Array.isArray(caveats) ? caveats.length > 0 : Boolean(caveats);
}

function titleOf(line: RecordLine): string {
  const { record } = line;
  const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
  const place = `${line.file}:${line.number}`;
  return typeof id === 'string' || typeof id === 'number' ? `${id} (${place})` : place;
}
