import { startFakeGitHub } from '../github/fake-github.ts';

/** A GitHub of its own for a bench: `node serve-github.ts HEAD` serves pull request 7 with that head, and prints its address. */
const [head = ''] = process.argv.slice(2);
const github = await startFakeGitHub({ owner: 'shop', repo: 'deploy' });
github.state.addPullRequest({ number: 7, head: { sha: head, ref: 'topic' } });
process.stdout.write(`${github.url}\n`);
