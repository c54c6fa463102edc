import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

export interface GitHubClientOptions {
  /** "https://api.github.com", or that of an own server. */
  readonly apiUrl: string;
  readonly token: string;
  /** Who asks, as GitHub wants to know it: "rollcast/0.1.0". */
  readonly userAgent: string;
}

/** Longer than this nobody waits for a comment. */
const waitSecondsMax = 60;
const limitRetriesMax = 2;
const answerSeconds = 30;

/** GitHub’s own client: it asks again after 5xx and after limits, waits as GitHub tells it to, and reads all pages. */
export function githubClient({ apiUrl, token, userAgent }: GitHubClientOptions) {
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    request: { fetch: fetchInTime },
    retry: { retries: 2 },
    throttle: {
      onRateLimit: (retryAfter, _options, _octokit, retries) => isWorthWaiting(retryAfter, retries),
      onSecondaryRateLimit: (retryAfter, _options, _octokit, retries) => isWorthWaiting(retryAfter, retries),
    },
    // What goes wrong is told by who asked.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function isWorthWaiting(retryAfterSeconds: number, retries: number): boolean {
  return retryAfterSeconds <= waitSecondsMax && retries < limitRetriesMax;
}

const Client = Octokit.plugin(paginateRest, retry, throttling);

function fetchInTime(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, signal: AbortSignal.timeout(answerSeconds * 1000) });
}

function silent(): void {}
