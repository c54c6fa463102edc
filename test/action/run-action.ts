import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { temporaryFolder } from '../git/temporary-repository.ts';

export interface ActionStep {
  readonly event: string;
  readonly payload: object;
  /** GITHUB_SHA */
  readonly sha: string;
  readonly workspace: string;
  readonly repository?: string;
  readonly apiUrl?: string;
  readonly serverUrl?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly run?: { readonly id: number; readonly attempt: number };
  readonly environment?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly code: number | null;
  readonly log: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The workflow commands of the log, as the runner reads them: `error file=a,line=1::message`. */
  readonly commands: readonly string[];
}

/** Runs the bundled action as the runner of GitHub does, with its environment and nothing else. */
export async function runAction(step: ActionStep): Promise<StepResult> {
  const folder = temporaryFolder();
  const [eventPath, outputPath, summaryPath] = ['event.json', 'output', 'summary.md'].map((name) => join(folder, name));
  writeFileSync(eventPath ?? '', JSON.stringify(step.payload));
  writeFileSync(outputPath ?? '', '');
  writeFileSync(summaryPath ?? '', '');
  const inputs = { 'github-token': 'ghs_t0k3n', ...step.inputs };
  const { id, attempt } = step.run ?? { id: 1000, attempt: 1 };
  const child = spawn(process.execPath, [inject('builtAction')], {
    cwd: step.workspace,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: step.apiUrl ?? 'http://127.0.0.1:9',
      GITHUB_SERVER_URL: step.serverUrl ?? 'http://127.0.0.1:9',
      GITHUB_REPOSITORY: step.repository ?? 'shop/deploy',
      GITHUB_EVENT_NAME: step.event,
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_OUTPUT: outputPath,
      GITHUB_STEP_SUMMARY: summaryPath,
      GITHUB_SHA: step.sha,
      GITHUB_RUN_ID: String(id),
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_WORKSPACE: step.workspace,
      RUNNER_TEMP: folder,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...step.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const log = stdout();
  return {
    code,
    log,
    stderr: stderr(),
    summary: readFileSync(summaryPath ?? '', 'utf8'),
    outputs: readOutputs(readFileSync(outputPath ?? '', 'utf8')),
    commands: commandsIn(log),
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** `name<<DELIMITER`, the lines of the value, `DELIMITER` */
function readOutputs(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries(Array.from(found, ([, name = '', , value = '']) => [name, value]));
}

/** The runner takes every line for a command which begins with `::`, blanks before it or not, or holds `##[`. */
function commandsIn(log: string): readonly string[] {
  const commands: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|[\n\r]/)) {
    const [, command, message = ''] = /^\s*::([^:]+)::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (command === stopped) stopped = undefined;
    } else if (command === 'stop-commands') stopped = message;
    else if (command !== undefined) commands.push(`${command}::${message}`);
    else if (line.includes('##[')) commands.push(line);
  }
  return commands;
}

export function readPlanFile({ outputs }: StepResult): unknown {
  const path = outputs['plan-file'] ?? '';
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
