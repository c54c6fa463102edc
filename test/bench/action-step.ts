import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ActionStep {
  /** Runs the action as a workflow does. */
  readonly command: readonly string[];
  readonly stop: () => void;
}

/** The action for the merge result at HEAD of a repository, against a GitHub on this machine. */
export async function actionStep(action: string, repository: string, folder: string): Promise<ActionStep> {
  mkdirSync(folder, { recursive: true });
  const commit = (name: string) =>
    execFileSync('git', ['-C', repository, 'rev-parse', name], { encoding: 'utf8' }).trim();
  const [merged, head] = [commit('HEAD'), commit('HEAD^2')];
  const github = spawn(process.execPath, [join(import.meta.dirname, 'serve-github.ts'), head], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    github.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  const event = { action: 'opened', pull_request: { number: 7, head: { sha: head }, base: { ref: 'main' } } };
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '');
  const environment = {
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: 'shop/deploy',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_SHA: merged,
    GITHUB_RUN_ID: '1',
    GITHUB_WORKSPACE: repository,
    RUNNER_TEMP: folder,
    'INPUT_GITHUB-TOKEN': 'token-of-the-job',
  };
  // The shell cannot set a name with a dash.
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return { command: ['env', ...settings, process.execPath, action], stop: () => void github.kill() };
}
