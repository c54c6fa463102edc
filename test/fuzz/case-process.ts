import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Laws } from './law.ts';

/** What is asked: whether the law holds of the case. */
export interface Question {
  readonly title: string;
  readonly value: unknown;
}

export type Answer =
  | { readonly type: 'Held'; readonly peakMiB: number }
  | { readonly type: 'Broken'; readonly message: string };

// `case-process.ts LAWS`: answers questions about the laws which the module LAWS exports, one after the other, until its
// parent goes. A process of its own, so that a case which never ends or eats all memory ends with it.
const { laws }: { laws: Laws } = await import(process.argv[2] ?? '');

// No configuration of this machine reaches git.
process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
process.env['GIT_CONFIG_NOSYSTEM'] = '1';
process.env['GIT_CEILING_DIRECTORIES'] = tmpdir();

// What goes wrong beside a case, in a promise that nobody waits for, breaks the law of that case.
const strays: unknown[] = [];
process.on('unhandledRejection', (error) => strays.push(error));
process.on('uncaughtException', (error) => strays.push(error));

process.on('disconnect', () => process.exit());
process.on('message', async (question: Question) => process.send?.(await answer(question)));
process.send?.('ready');

async function answer({ title, value }: Question): Promise<Answer> {
  const law = laws[title];
  if (law === undefined) return { type: 'Broken', message: `there is no law '${title}'` };
  try {
    await law.holds(value);
    await setImmediate();
    if (strays.length > 0) throw strays.pop();
    return { type: 'Held', peakMiB: process.resourceUsage().maxRSS / 1024 };
  } catch (error) {
    return { type: 'Broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
