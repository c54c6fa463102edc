import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './case-process.ts';

export interface CaseLimits {
  readonly secondsMax: number;
  /** Of the heap of JavaScript. */
  readonly heapMiB: number;
  /** Of the whole process. */
  readonly residentMiB: number;
}

export interface CaseRunner {
  /** The most memory that a process needed so far. */
  readonly peakMiB: () => number;
  /** Rejects where the law is broken, does not end, or needs more memory than is allowed. One case at a time. */
  run(title: string, value: unknown): Promise<void>;
  stop(): void;
}

const program = fileURLToPath(import.meta.resolve('./case-process.ts'));
const startSecondsMax = 60;
const errorTextMax = 4000;

/** Tries cases of the laws in a process of their own. `laws` is the address of the module which exports them. */
export function caseRunner(laws: string, limits: CaseLimits): CaseRunner {
  // What a killed process leaves behind goes with the folder.
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-cases-'));
  let peakMiB = 0;
  let worker: Worker | undefined;
  const stopWorker = () => {
    worker?.process.kill('SIGKILL');
    worker = undefined;
  };

  const tryOnce = async (question: Question): Promise<Verdict> => {
    if (worker?.process.connected !== true) worker = await startWorker(laws, folder, limits);
    const verdict = await ask(worker, question, limits);
    if (verdict.type === 'Held') peakMiB = Math.max(peakMiB, verdict.peakMiB);
    if (verdict.type === 'Exceeded') stopWorker();
    return verdict;
  };
  return {
    peakMiB: () => peakMiB,
    run: async (title, value) => {
      const question = { title, value };
      const first = await tryOnce(question);
      if (first.type === 'Held') return;
      // A machine that is busy elsewhere, or memory of earlier cases: only what a fresh process shows as well is a failure.
      const verdict = first.type === 'Exceeded' ? await tryOnce(question) : first;
      if (verdict.type !== 'Held') throw new Error(verdict.message);
    },
    stop: () => {
      stopWorker();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Verdict = Answer | { readonly type: 'Exceeded'; readonly message: string };

interface Worker {
  readonly process: ChildProcess;
  /** The end of what it complained about. */
  readonly complaints: () => string;
}

async function startWorker(laws: string, folder: string, limits: CaseLimits): Promise<Worker> {
  const child = fork(program, [laws], {
    execArgv: [`--max-old-space-size=${limits.heapMiB}`],
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString('utf8')).slice(-errorTextMax);
  });
  const worker = { process: child, complaints: () => complaints };
  const started = await nextMessage<string>(worker, startSecondsMax);
  if (started.type !== 'Message') throw new Error(`the process of the cases did not start: ${complaints}`);
  return worker;
}

async function ask(worker: Worker, question: Question, { secondsMax, residentMiB }: CaseLimits): Promise<Verdict> {
  const next = nextMessage<Answer>(worker, secondsMax);
  worker.process.send(question);
  const event = await next;
  if (event.type === 'Silence') return { type: 'Exceeded', message: `the case does not end within ${secondsMax} s` };
  if (event.type === 'End') {
    return { type: 'Exceeded', message: `the process ended (${event.ending}): ${worker.complaints()}` };
  }
  const answer = event.message;
  if (answer.type === 'Held' && answer.peakMiB > residentMiB) {
    return { type: 'Exceeded', message: `the process needed ${Math.round(answer.peakMiB)} of ${residentMiB} MiB` };
  }
  return answer;
}

type WorkerEvent<T> =
  | { readonly type: 'Message'; readonly message: T }
  | { readonly type: 'Silence' }
  | { readonly type: 'End'; readonly ending: string };

function nextMessage<T>({ process: child }: Worker, secondsMax: number): Promise<WorkerEvent<T>> {
  return new Promise((resolve) => {
    const finish = (event: WorkerEvent<T>) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('close', onEnd);
      resolve(event);
    };
    const onMessage = (message: unknown) => finish({ type: 'Message', message: message as T });
    const onEnd = (code: number | null, signal: string | null) =>
      finish({ type: 'End', ending: signal ?? `exit code ${code}` });
    const timer = setTimeout(() => finish({ type: 'Silence' }), secondsMax * 1000);
    child.on('message', onMessage);
    child.on('close', onEnd);
  });
}
