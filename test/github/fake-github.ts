import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { GitHubAnswers } from './github-answers.ts';
import { type FakeGitHubEnv, githubRoutes, notFound } from './github-routes.ts';
import { type Account, actionsBot, GitHubState } from './github-state.ts';
import { type Interruption, Interruptions, notAccessible, refusal, troubleAnswer } from './interruptions.ts';
import { type AnswerBody, type Operation, openApiValidator } from './openapi-validator.ts';

export interface FakeGitHubOptions {
  readonly owner?: string;
  readonly repo?: string;
}

/** One repository of GitHub on this machine: its requests and its answers are those which GitHub’s description allows. */
export interface FakeGitHub {
  /** For GITHUB_API_URL; without a slash at its end. */
  readonly url: string;
  /** What the repository holds; a test may change it at any time. */
  readonly state: GitHubState;
  /** Of github-actions[bot], which may write. */
  readonly token: string;
  /** Of github-actions[bot] as well, as a pull request from a fork gets it. */
  readonly readOnlyToken: string;
  /** All that was asked, in its order. */
  readonly requests: readonly AskedRequest[];
  /** Where a request or an answer is not as GitHub describes it: a test expects none. */
  readonly violations: readonly string[];
  addToken(token: string, owner: TokenOwner): void;
  /** The next requests of this kind meet trouble. */
  interrupt(interruption: Interruption): void;
  /** The trouble that nobody has met yet. */
  waitingInterruptions(): readonly Interruption[];
  /** Called before each request is answered, and waited for: it may play what happens meanwhile. */
  onRequest(handler: RequestHandler): void;
  close(): Promise<void>;
}

interface AskedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** undefined: none; a text where it was no JSON. */
  readonly body: unknown;
  /** Those of interest, undefined where they were not sent. */
  readonly headers: {
    readonly authorization: string | undefined;
    readonly userAgent: string | undefined;
    readonly accept: string | undefined;
    readonly apiVersion: string | undefined;
  };
}

type RequestHandler = (request: AskedRequest) => void | Promise<void>;

interface TokenOwner extends Account {
  readonly access: 'Write' | 'ReadOnly';
}

/** Listens on the loopback address only, at a port of its own. */
export async function startFakeGitHub({ owner = 'acme', repo = 'shop' }: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const server = createServer();
  const url = await listen(server);
  const desk = newDesk(new GitHubState(owner, repo));
  const app = githubApp(desk, url);
  const answer = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false });
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing));
  const { state, requests, violations, tokens, interruptions, handlers } = desk;
  return {
    url,
    state,
    token: jobToken,
    readOnlyToken,
    requests,
    violations,
    addToken: (token, tokenOwner) => void tokens.set(token, tokenOwner),
    interrupt: (interruption) => interruptions.add(interruption),
    waitingInterruptions: () => interruptions.waiting(),
    onRequest: (handler) => void handlers.push(handler),
    close: () => close(server),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(`http://${address.address}:${address.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Over which all requests go. */
interface Desk {
  readonly state: GitHubState;
  readonly requests: AskedRequest[];
  readonly violations: string[];
  readonly tokens: Map<string, TokenOwner>;
  readonly interruptions: Interruptions;
  readonly handlers: RequestHandler[];
}

/** Read once: it says the same to every fake. */
const description = openApiValidator();

const jobToken = 'token-of-the-job';
const readOnlyToken = 'token-that-only-reads';

function newDesk(state: GitHubState): Desk {
  return {
    state,
    requests: [],
    violations: [],
    tokens: new Map([
      [jobToken, { ...actionsBot, access: 'Write' }],
      [readOnlyToken, { ...actionsBot, access: 'ReadOnly' }],
    ]),
    interruptions: new Interruptions(),
    handlers: [],
  };
}

function githubApp(desk: Desk, url: string): Hono<FakeGitHubEnv> {
  const { state, violations } = desk;
  const app = new Hono<FakeGitHubEnv>();
  app.use(watched(desk), interrupted(desk), authorized(desk), wellFormed);
  app.route(`/repos/${state.repository}`, githubRoutes(state, new GitHubAnswers(state, url), url));
  app.notFound((c) => {
    const isOther = c.req.path.startsWith('/repos/') && !c.req.path.startsWith(`/repos/${state.repository}/`);
    if (!isOther) violations.push(`${c.req.method} ${c.req.path}: not served here`);
    return notFound(c);
  });
  app.onError((error, c) => {
    violations.push(`${c.req.method} ${c.req.path}: broken here: ${error.stack ?? error.message}`);
    return refusal(500, 'Server Error', documentation);
  });
  return app;
}

const documentation = 'https://docs.github.com/rest';

/** Records the request, lets the test know of it, and holds request and answer against the description. */
function watched({ requests, violations, handlers }: Desk) {
  return createMiddleware<FakeGitHubEnv>(async (c, next) => {
    const { method, path } = c.req;
    const tell = (faults: readonly string[]) =>
      violations.push(...faults.map((fault) => `${method} ${path}: ${fault}`));
    const asked = await askedRequest(c);
    requests.push(asked);
    const operation = description.operation(method, path);
    if (!operation) {
      tell(['no such operation is described']);
      return refusal(404, 'Not Found', documentation);
    }
    const bodyFaults = operation.bodyFaults(asked.body);
    tell([...operation.addressFaults(new URL(c.req.url).searchParams), ...bodyFaults]);
    c.set('operation', operation);
    c.set('body', asked.body);
    c.set('bodyFaults', bodyFaults);
    for (const handler of handlers) await handler(asked);
    await next();
    if (c.res === RESPONSE_ALREADY_SENT) return undefined;
    tell(operation.answerFaults(c.res.status, await answerBody(c.res)));
    addUsualHeaders(c.res.headers, requests.length);
    return undefined;
  });
}

async function askedRequest(c: Context<FakeGitHubEnv>): Promise<AskedRequest> {
  const text = await c.req.text();
  return {
    method: c.req.method,
    path: c.req.path,
    query: c.req.query(),
    body: text === '' ? undefined : jsonOrText(text),
    headers: {
      authorization: c.req.header('authorization'),
      userAgent: c.req.header('user-agent'),
      accept: c.req.header('accept'),
      apiVersion: c.req.header('x-github-api-version'),
    },
  };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function answerBody(answer: Response): Promise<AnswerBody> {
  const text = await answer.clone().text();
  if (text === '') return { type: 'None' };
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return isJson ? { type: 'Json', value: JSON.parse(text) } : { type: 'Text' };
}

function addUsualHeaders(headers: Headers, count: number): void {
  const usual = {
    'x-github-request-id': `FA4E:${count}`,
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '999',
    'x-ratelimit-used': '1',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  };
  for (const [name, value] of Object.entries(usual)) if (!headers.has(name)) headers.set(name, value);
}

function interrupted({ interruptions }: Desk) {
  return createMiddleware<FakeGitHubEnv>(async (c, next) => {
    const interruption = interruptions.take(c.req.method, c.req.path);
    if (!interruption || interruption.afterWork) await next();
    if (!interruption) return;
    // What is set before adds its headers to what is set after.
    c.res = undefined;
    c.res = interruptedAnswer(c, interruption);
  });
}

function interruptedAnswer(c: Context<FakeGitHubEnv>, { response, retryAfterSeconds }: Interruption): Response {
  if (response !== 'Drop') return troubleAnswer(response, c.var.operation.documentationUrl, retryAfterSeconds);
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function authorized({ tokens }: Desk) {
  return createMiddleware<FakeGitHubEnv>(async (c, next) => {
    const sent = c.req.header('authorization');
    if (sent === undefined) return refusal(401, 'Requires authentication', documentation);
    const owner = tokens.get(/^(?:token|bearer) (?<token>.+)$/i.exec(sent)?.groups?.['token'] ?? '');
    if (!owner) return refusal(401, 'Bad credentials', documentation);
    if (owner.access === 'ReadOnly' && c.req.method !== 'GET') return notAllowed(c.var.operation, owner);
    c.set('account', owner);
    await next();
    return undefined;
  });
}

function notAllowed({ template, documentationUrl }: Operation, { type }: Account): Response {
  const accepted = template.includes('/issues/') ? 'issues=write; pull_requests=write' : 'checks=write';
  const message = type === 'Bot' ? notAccessible : 'Resource not accessible by personal access token';
  return refusal(403, message, documentationUrl, { 'x-accepted-github-permissions': accepted });
}

const wellFormed = createMiddleware<FakeGitHubEnv>(async (c, next) => {
  const { bodyFaults, operation } = c.var;
  if (bodyFaults.length > 0) {
    return refusal(422, `Invalid request.\n\n${bodyFaults.join('\n')}`, operation.documentationUrl);
  }
  await next();
  return undefined;
});
