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

/**
 * What a schema found wrong, in its words; of an unknown key the nearest known one. `what` names a key. Unknown keys come
 * first: where one was mistyped another is missing.
 */
export function schemaProblems(issues: readonly Issue[], schema: Schema, what: string): readonly Problem[] {
  const isUnknownKey = ({ code }: Issue) => code === 'unrecognized_keys';
  const ordered = [...issues.filter(isUnknownKey), ...issues.filter((issue) => !isUnknownKey(issue))];
  return ordered.map((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const [key] = issue.keys ?? [];
    if (key === undefined) return { path, message: issue.message };
    const known = knownKeys(schema, path);
    const nearest = nearestName(key, known);
    const hint = nearest === undefined ? `there is: ${known.join(', ')}` : `did you mean ${nearest}?`;
    return { path: [...path, key], message: `there is no such ${what}; ${hint}` };
  });
}
