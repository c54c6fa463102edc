import { commandTable } from './command-table.ts';

const commands = Object.entries(commandTable).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);

export const helpText = `Rollcast forecasts a Kubernetes rollout before it is merged.

Usage: rollcast [command] [options]

Commands:
${commands.join('\n')}

Examples:
  rollcast                              your branch and working tree against the default branch
  rollcast --base main --head my-branch two revisions of this repository
  rollcast plan --base-dir before --head-dir after
                                        two directories of manifests
  rollcast plan --format markdown       as a pull-request comment
  rollcast plan --fail-on high          exit 1 if there is a blocker
  rollcast plan --strategy recreate     as if the manifests asked for another strategy

  rollcast COMMAND --help               the options of one command
  rollcast --version

No cluster and no credentials are needed: the forecast is computed from the files.
Exit codes: 0 planned, 1 findings at --fail-on or above, 2 wrong usage or input,
3 git or another tool failed, 70 a bug of Rollcast.
`;
