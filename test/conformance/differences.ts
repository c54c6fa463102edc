export interface Difference {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

const shownCharacters = 240;

/**
 * Where two values differ, by path and in the order of the expected value. A property whose value is undefined
 * counts as absent, the order of keys does not count, numbers are compared by their JSON text (so that the
 * bigint of a recorded float and the float itself are equal).
 */
export function differences(expected: unknown, actual: unknown, path = ''): readonly Difference[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      elementDifferences(expected, actual, index, `${path}[${index}]`),
    ).flat();
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], path === '' ? key : `${path}.${key}`));
  }
  return areEqualLeaves(expected, actual)
    ? []
    : [{ path: path === '' ? '(whole)' : path, expected: show(expected), actual: show(actual) }];
}

function elementDifferences(
  expected: readonly unknown[],
  actual: readonly unknown[],
  index: number,
  path: string,
): readonly Difference[] {
  if (index >= expected.length) return [{ path, expected: '(absent)', actual: show(actual[index]) }];
  if (index >= actual.length) return [{ path, expected: show(expected[index]), actual: '(absent)' }];
  return differences(expected[index], actual[index], path);
}

function areEqualLeaves(expected: unknown, actual: unknown): boolean {
  if (isNumeric(expected) && isNumeric(actual)) return String(expected) === String(actual);
  return expected === actual;
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (value === undefined) return '(absent)';
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
