import type { z } from 'zod';
import { ProblemError } from './problem-error.ts';

/** The body of a request, held against a schema. Throws ProblemError: 415, 413, 400 or 422. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>, bytesMax: number): Promise<T> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new ProblemError(415, 'Unsupported Media Type', 'send application/json, and say so in content-type');
  }
  const parsed = schema.safeParse(parseJson(await readText(request, bytesMax)));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, errorsMax).map(({ path, message }) => ({
    path: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message,
  }));
  throw new ProblemError(422, 'Unprocessable Content', 'the body is not as the description has it', { errors });
}

const errorsMax = 20;

/** Never more than is allowed is held, whatever the length which the request states. */
async function readText(request: Request, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    // Who still sends does not listen: a little more is taken and thrown away, so that the answer is heard.
    if (bytes > bytesMax * 4) throw tooLarge(bytesMax);
    if (bytes <= bytesMax) chunks.push(chunk);
  }
  if (bytes > bytesMax) throw tooLarge(bytesMax);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ProblemError(400, 'Bad Request', 'the body is not UTF-8');
  }
}

function tooLarge(bytesMax: number): ProblemError {
  const mebibytes = Math.floor(bytesMax / 1024 / 1024);
  return new ProblemError(413, 'Content Too Large', `the body has more than ${mebibytes} MiB; send less at a time`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'Bad Request', 'the body is not JSON');
  }
}
