import { knownKeys } from '../schema/known-keys.ts';
import { nearestName } from './nearest-name.ts';
import type { Problem } from './read-yaml-document.ts';

type Schema = Parameters<typeof knownKeys>[0];

/** An issue as zod tells it. */
interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** What a schema found wrong, in the words of the schema; of an unknown key the nearest known one. `what` names a key. */
export function schemaProblems(issues: readonly Issue[], schema: Schema, what: string): readonly Problem[] {
  return issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
    const [key = ''] = issue.keys ?? [];
    const known = knownKeys(schema, path);
    const nearest = nearestName(key, known);
    const hint = nearest === undefined ? `there is: ${known.join(', ')}` : `did you mean ${nearest}?`;
    return { path: [...path, key], message: `there is no such ${what}; ${hint}` };
  });
}
