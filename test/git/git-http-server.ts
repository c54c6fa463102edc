import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull } from 'node:os';
import { onTestFinished } from 'vitest';

export interface GitHttpServer {
  readonly url: string;
  /** The Authorization header of each request; undefined: it had none. */
  readonly authorizations: (string | undefined)[];
}

/**
 * Serves the repositories below a folder as GitHub does, by git’s own `http-backend`, on loopback and until the test is over. With
 * `token` only who sends it is answered.
 */
export async function startGitHttpServer(
  folder: string,
  { token }: { readonly token?: string } = {},
): Promise<GitHttpServer> {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    authorizations.push(authorization);
    if (token !== undefined && authorization !== `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    } else serve(folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, authorizations };
}

function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: request.headers['git-protocol'] === undefined ? '' : String(request.headers['git-protocol']),
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.on('close', () => answer(Buffer.concat(output), response));
}

/** What a CGI program prints: headers, an empty line, the body. */
function answer(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n');
  const lines = output.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n');
  const headers = lines.map((line) => /^([^:]+): (.*)$/.exec(line)).filter((match) => match !== null);
  const status = headers.find(([, name]) => name?.toLowerCase() === 'status')?.[2] ?? '200';
  response.statusCode = Number.parseInt(status, 10);
  for (const [, name = '', value = ''] of headers) if (name.toLowerCase() !== 'status') response.setHeader(name, value);
  response.end(output.subarray(end + 4));
}
