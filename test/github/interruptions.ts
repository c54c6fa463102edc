/** Trouble that a request meets. */
export interface Interruption {
  readonly method: string;
  /** Matched against the path without its query. */
  readonly path: RegExp;
  readonly response: Trouble;
  /** For how many requests; one unless told otherwise. */
  readonly times?: number;
  /** GitHub does what was asked, and answers like this all the same. */
  readonly afterWork?: boolean;
  /** How long the limits last, from 1; octokit takes 0 for “not told”, and waits for a minute. */
  readonly retryAfterSeconds?: number;
}

export type Trouble =
  | 'PrimaryRateLimit'
  | 'SecondaryRateLimit'
  | 'TooManyRequests'
  | 'ServerError'
  | 'BadGateway'
  /** The connection is closed without an answer. */
  | 'Drop'
  | 'Forbidden'
  | 'NotFound'
  | 'Validation';

/** What is still to come, the first that fits first. */
export class Interruptions {
  private readonly left: { readonly interruption: Interruption; times: number }[] = [];

  add(interruption: Interruption): void {
    this.left.push({ interruption, times: interruption.times ?? 1 });
  }

  take(method: string, path: string): Interruption | undefined {
    const found = this.left.find(({ interruption, times }) => {
      return times > 0 && interruption.method === method && interruption.path.test(path);
    });
    if (found) found.times -= 1;
    return found?.interruption;
  }

  /** Those which no request has met yet, or not as often as was asked. */
  waiting(): readonly Interruption[] {
    return this.left.filter(({ times }) => times > 0).map(({ interruption }) => interruption);
  }
}

export function refusal(
  status: number,
  message: string,
  documentationUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ message, documentation_url: documentationUrl, status: String(status) }, { status, headers });
}

export function troubleAnswer(
  trouble: Exclude<Trouble, 'Drop'>,
  documentationUrl: string,
  retryAfterSeconds = 1,
): Response {
  return troubleAnswers[trouble](documentationUrl, retryAfterSeconds);
}

export const notAccessible = 'Resource not accessible by integration';

const limitsUrl = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** As GitHub words it: octokit tells the limits from each other by the message and the headers. */
const troubleAnswers: Readonly<Record<Exclude<Trouble, 'Drop'>, (url: string, seconds: number) => Response>> = {
  PrimaryRateLimit: (_url, seconds) =>
    refusal(403, 'API rate limit exceeded for installation ID 1.', limitsUrl, {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds),
    }),
  SecondaryRateLimit: (_url, seconds) => secondaryLimit(403, seconds),
  TooManyRequests: (_url, seconds) => secondaryLimit(429, seconds),
  ServerError: (url) => refusal(500, 'Server Error', url),
  BadGateway: () => new Response(gatewayPage, { status: 502, headers: { 'content-type': 'text/html' } }),
  Forbidden: (url) => refusal(403, notAccessible, url),
  NotFound: (url) => refusal(404, 'Not Found', url),
  Validation: (url) => refusal(422, 'Validation Failed', url),
};

function secondaryLimit(status: number, seconds: number): Response {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return refusal(status, message, `${limitsUrl}#about-secondary-rate-limits`, { 'retry-after': String(seconds) });
}

/** What stands before GitHub answers with a page. */
const gatewayPage = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
