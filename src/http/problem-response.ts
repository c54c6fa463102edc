import { StoreError } from '../app/ports.ts';
import { toldError } from '../app/told-error.ts';
import type { Problem } from '../schema/problem.ts';
import { ProblemError } from './problem-error.ts';

/** What an error is to the one who asked; undefined: it is a bug of ours, of which nothing is told but that. */
export function problemOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreError) {
    return new ProblemError(503, 'Service Unavailable', 'the plans cannot be stored or read now; try again', {
      headers: { 'retry-after': '5' },
    });
  }
  const told = toldError(error);
  if (!told) return undefined;
  if (told.exitCode === 2) return new ProblemError(422, 'Unprocessable Content', told.message);
  return new ProblemError(502, 'Bad Gateway', told.message);
}

export function problemResponse(error: ProblemError, requestId: string): Response {
  const { status, title, message, errors, headers } = error;
  const body: Problem = { type: 'about:blank', title, status, detail: message, requestId, ...(errors && { errors }) };
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
