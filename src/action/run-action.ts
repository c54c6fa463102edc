import { resolve } from 'node:path';
import type { ExitCode } from '../app/exit-code.ts';
import { type PlanOptions, planRevisions } from '../app/plan-revisions.ts';
import type { NamedFile } from '../app/read-yaml-document.ts';
import { printable, toldError, whereThrown } from '../app/told-error.ts';
import { parsePlan } from '../report/parse-plan.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { ActionError } from './action-error.ts';
import { type ActionInputs, readInputs } from './action-inputs.ts';
import { type ChosenRevisions, chooseRevisions } from './choose-revisions.ts';
import { deliverPlan } from './deliver-plan.ts';
import { findSubject } from './find-subject.ts';
import type { ActionPorts } from './ports.ts';
import { readContext, type WorkflowContext } from './workflow-context.ts';
import { readEvent } from './workflow-event.ts';

/** One step of a workflow: event in, plan out, told wherever the inputs ask for it. */
export async function runAction(ports: ActionPorts): Promise<ExitCode> {
  try {
    return await forecast(ports);
  } catch (error) {
    return tellError(error, ports);
  }
}

async function forecast(ports: ActionPorts): Promise<ExitCode> {
  const inputs = readInputs(ports.environment);
  const token = inputs['github-token'];
  if (token !== undefined) ports.runner.hide(token);
  const context = readContext(ports.environment);
  const event = readEvent(context.eventName, await readPayload(context, ports));
  const github = token === undefined ? undefined : await ports.openGitHub({ context, token });
  const subject = await findSubject(event, context.sha, github);
  if (subject.type === 'Nothing') return sayNothing(subject.reason, ports);
  const pullRequest = subject.type === 'PullRequest' ? subject.pullRequest : undefined;
  const isStrange = subject.type === 'PullRequest' && !subject.isCheckedOut;
  const delivery = { inputs, context, pullRequest, github, isOwnWord: isStrange && inputs.plan !== undefined };
  if (inputs.plan !== undefined) {
    return deliverPlan(await readPlan(resolve(context.workspace, inputs.plan), inputs.plan, ports), delivery, ports);
  }
  const folder = await checkoutFolder(context, inputs, ports);
  const clone = ports.openClone(folder, { url: context.repositoryUrl, token });
  const choice = await chooseRevisions(subject, context.sha, inputs, { clone, github });
  if (choice.type === 'Nothing') return sayNothing(choice.reason, ports);
  return deliverPlan(await makePlan(folder, { ...choice.revisions, isStrange }, inputs, ports), delivery, ports);
}

/** Throws ActionError where no repository is checked out. */
async function checkoutFolder(
  { workspace }: WorkflowContext,
  { repo }: ActionInputs,
  ports: ActionPorts,
): Promise<string> {
  const folder = resolve(workspace, repo);
  if (await ports.isCheckout(folder)) return folder;
  throw new ActionError(
    `no repository is checked out in ${JSON.stringify(repo)}: actions/checkout comes before this step, with fetch-depth: 2; where it has a path, name that as repo`,
  );
}

function sayNothing(reason: string, { runner }: ActionPorts): ExitCode {
  runner.info(`Nothing to forecast: ${reason}.`);
  return 0;
}

async function readPayload({ eventPath }: WorkflowContext, ports: ActionPorts): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await ports.readFile(eventPath)).toString('utf8'));
  } catch (error) {
    throw new ActionError('the payload of the event cannot be read: GITHUB_EVENT_PATH', { cause: error });
  }
}

async function makePlan(
  folder: string,
  { base, head, isStrange }: ChosenRevisions & { readonly isStrange: boolean },
  inputs: ActionInputs,
  ports: ActionPorts,
): Promise<RolloutPlan> {
  const source = await ports.openRevisions(folder, { base, head, paths: inputs.path });
  const options: PlanOptions = {
    toolVersion: ports.version,
    kubernetesVersion: inputs['kubernetes-version'],
    // Like the settings: a change cannot choose for itself.
    annotationsFrom: 'base',
    shippedStrategies: () => ports.shippedStrategies(),
    ...(inputs.strategy === undefined ? {} : { strategy: inputs.strategy }),
    ...(inputs.facts === undefined
      ? {}
      : { facts: await readNamed(ports, resolve(folder, inputs.facts), inputs.facts) }),
    ...(inputs.config === undefined ? {} : { settings: await settingsAt(inputs.config, source) }),
    // A stranger's files start nothing and reach nothing where the workflow has rights, whatever the settings say.
    openRenderer: ({ allowsRemote }) => ports.openRenderer({ allowsRemote: allowsRemote && !isStrange }),
  };
  return planRevisions(source, options);
}

async function settingsAt(path: string, source: Awaited<ReturnType<ActionPorts['openRevisions']>>): Promise<NamedFile> {
  const [file] = await source.settingsFiles(path);
  if (file?.type === 'File') return { name: path, bytes: file.bytes };
  throw new ActionError(`config: base has no file ${JSON.stringify(path)}; settings count from when they are merged`);
}

async function readNamed(ports: ActionPorts, path: string, name: string): Promise<NamedFile> {
  try {
    return { name, bytes: await ports.readFile(path) };
  } catch (error) {
    throw new ActionError(`facts: ${JSON.stringify(name)} cannot be read; name a file of the workspace`, {
      cause: error,
    });
  }
}

/** More than a forecast of any size has. */
const planBytesMax = 64 * 1024 * 1024;

/** A plan which another run has made: of a pull request’s run, whatever it says is a stranger’s word. */
async function readPlan(path: string, name: string, ports: ActionPorts): Promise<RolloutPlan> {
  const bytes = await readBytes(path, name, ports);
  if (bytes.length > planBytesMax) {
    throw new ActionError(`plan: ${JSON.stringify(name)} has more than ${planBytesMax / 1024 / 1024} MiB`);
  }
  const parsed = parsePlan(Buffer.from(bytes).toString('utf8'));
  if (parsed.type === 'Plan') return parsed.plan;
  throw new ActionError(`plan: ${JSON.stringify(name)}: ${parsed.message}`);
}

async function readBytes(path: string, name: string, ports: ActionPorts): Promise<Uint8Array> {
  try {
    return await ports.readFile(path);
  } catch (error) {
    throw new ActionError(
      `plan: ${JSON.stringify(name)} cannot be read; download the artifact of the first stage before this step`,
      { cause: error },
    );
  }
}

/** Says what went wrong in the log and in the summary, and gives the exit code for it. */
async function tellError(error: unknown, { runner, version }: ActionPorts): Promise<ExitCode> {
  const told =
    error instanceof ActionError ? { message: printable(error.message), exitCode: 2 as const } : toldError(error);
  if (told) {
    runner.fail(told.message);
    await runner.writeSummary(`### Rollout forecast: stopped by an error\n\n${codeBlock(told.message)}\n`);
    return told.exitCode;
  }
  runner.fail(`this is a bug of Rollcast ${version}, not of your manifests; please report it with the lines above`);
  runner.quote('Where it happened', whereThrown(error));
  return 70;
}

/** Nothing in it is Markdown; a fence in a message would be one of four letters at least. */
function codeBlock(message: string): string {
  return message
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
