import { Comparison } from '../schema/comparison.ts';

/** The comparison as JSON: keys in the order of the schema, two spaces, a line feed at the end. Equal ones give equal bytes. */
export function renderComparisonJson(comparison: Comparison): string {
  return `${JSON.stringify(Comparison.parse(comparison), null, 2)}\n`;
}
