import { ProblemError } from './problem-error.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whoever may ask without a key must be on this machine, and know it: a page of the web whose name was made to lead here has another
 * Host, and a page which asks from elsewhere another Origin. Throws ProblemError(403).
 */
export function requireLoopback(headers: Headers): void {
  const host = headers.get('host');
  if (host === null || !isLoopback(`http://${host}`)) {
    throw new ProblemError(403, 'Forbidden', 'this service answers to localhost, 127.0.0.1 and [::1] only');
  }
  const origin = headers.get('origin');
  if (origin !== null && !isLoopback(origin)) {
    throw new ProblemError(403, 'Forbidden', 'pages of other origins may not ask');
  }
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackNames.has(new URL(url).hostname);
}
