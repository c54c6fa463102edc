import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { openClone } from '../git/clone.ts';
import { openGitRevisions } from '../git/git-revisions.ts';
import { openGitHubRepository } from '../github/github-repository.ts';
import { defaultCacheFolder, openRenderer } from '../render/open-renderer.ts';
import { readShippedStrategies } from '../store/shipped-strategies.ts';
import { actionsRunner } from './actions-runner.ts';
import { runAction } from './run-action.ts';

process.exitCode = await runAction({
  version: packageJson.version,
  environment: process.env,
  runner: actionsRunner,
  pause: async (seconds) => {
    await setTimeout(seconds * 1000);
  },
  isCheckout: async (folder) => existsSync(join(folder, '.git')),
  openClone: (repository, { url, token }) => openClone({ repository, url, token }),
  openRevisions: (repository, { base, head, paths }) =>
    openGitRevisions({ repository, ...(base !== undefined && { base }), head, paths, settingsFrom: 'Base' }),
  openGitHub: async ({ context: { apiUrl, owner, repo }, token }) =>
    openGitHubRepository({ apiUrl, owner, repo, token, userAgent: `rollcast/${packageJson.version}` }),
  openRenderer: ({ allowsRemote }) => {
    const environment = process.env;
    const cacheFolder = allowsRemote ? undefined : defaultCacheFolder(environment);
    return openRenderer({ environment, cacheFolder, allowRemote: allowsRemote });
  },
  shippedStrategies: readShippedStrategies,
  readFile,
  writeFile: async (path, text) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
});
