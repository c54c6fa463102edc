import { type ExitCode, exitCodeOf } from '../app/exit-code.ts';
import { GitHubError, type GitHubRepository } from '../app/ports.ts';
import { publishComment } from '../app/publish-comment.ts';
import { annotationsOf } from '../report/annotations.ts';
import { commentLimit } from '../report/comment-limit.ts';
import { renderJson } from '../report/json.ts';
import { type MarkdownOptions, renderMarkdown } from '../report/markdown.ts';
import { renderSarif } from '../report/sarif.ts';
import { renderText } from '../report/text.ts';
import { verdictLine } from '../report/verdict-line.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import { ActionError } from './action-error.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { PullRequest } from './find-subject.ts';
import { summaryOf } from './job-summary.ts';
import type { ActionPorts } from './ports.ts';
import type { WorkflowContext } from './workflow-context.ts';

export interface Delivery {
  readonly inputs: ActionInputs;
  readonly context: WorkflowContext;
  readonly pullRequest: PullRequest | undefined;
  /** undefined: there is no token. */
  readonly github: GitHubRepository | undefined;
  /** The plan was made by the pull request's own workflow. */
  readonly isOwnWord: boolean;
}

/**
 * Tells a plan in all the places where it is asked for. What GitHub does not take is told as a warning: the plan is in the log and
 * in the summary all the same, and the exit code is the plan’s. Throws ActionError where a file cannot be written.
 */
export async function deliverPlan(plan: RolloutPlan, delivery: Delivery, ports: ActionPorts): Promise<ExitCode> {
  const { inputs } = delivery;
  const { runner } = ports;
  const verdict = verdictLine(plan);
  const exitCode = exitCodeOf(plan, { failOn: inputs['fail-on'], failOnNotComputed: inputs['fail-on-not-computed'] });
  runner.quote(`Rollout forecast: ${verdict}`, renderText(plan, { colour: false, width: 120 }));
  await runner.writeSummary(summaryOf(plan, markdownOptions(delivery)));
  const planFile = await writeFiles(plan, delivery, ports);
  annotate(plan, ports);
  const commentUrl = await comment(plan, delivery, ports);
  await checkRun(plan, delivery, exitCode, ports);
  const outputs = {
    outcome: plan.outcome,
    summary: verdict,
    'findings-high': String(plan.summary.findings.high),
    'findings-medium': String(plan.summary.findings.medium),
    'workloads-rolling': String(plan.summary.workloadsRolling),
    'plan-file': planFile,
    'comment-url': commentUrl ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  if (exitCode !== 0) runner.fail(`${verdict} (${gateOf(inputs)})`);
  return exitCode;
}

function gateOf(inputs: ActionInputs): string {
  const gates = [
    ...(inputs['fail-on'] === 'never' ? [] : [`fail-on: ${inputs['fail-on']}`]),
    ...(inputs['fail-on-not-computed'] ? ['fail-on-not-computed: true'] : []),
  ];
  return gates.join(', ');
}

function markdownOptions({ context, pullRequest, isOwnWord }: Delivery): Omit<MarkdownOptions, 'limit'> {
  return {
    repositoryUrl: context.repositoryUrl,
    ...(pullRequest && { merge: { head: pullRequest.head, into: pullRequest.into, isOwnWord } }),
  };
}

/** The path of the plan. */
async function writeFiles(plan: RolloutPlan, { inputs, context }: Delivery, ports: ActionPorts): Promise<string> {
  const planFile = inputs['plan-file'] ?? `${context.temporary}/rollcast-plan-${inputs['comment-key']}.json`;
  await write(ports, planFile, 'plan-file', renderJson(plan));
  const sarifFile = inputs['sarif-file'];
  if (sarifFile !== undefined)
    await write(ports, sarifFile, 'sarif-file', renderSarif(plan, { repositoryUrl: context.repositoryUrl }));
  return planFile;
}

async function write(ports: ActionPorts, path: string, input: string, text: string): Promise<void> {
  try {
    await ports.writeFile(path, text);
  } catch (error) {
    throw new ActionError(`the ${input} ${path} cannot be written: does its directory exist?`, { cause: error });
  }
}

function annotate(plan: RolloutPlan, { runner }: ActionPorts): void {
  const { annotations, leftOut } = annotationsOf(plan);
  for (const annotation of annotations) runner.annotate(annotation);
  if (leftOut > 0) runner.info(`${leftOut} more are in the job summary only.`);
}

/** The address of the comment; undefined: there is none. */
async function comment(plan: RolloutPlan, delivery: Delivery, ports: ActionPorts): Promise<string | undefined> {
  const { inputs, context, pullRequest, github } = delivery;
  const { runner } = ports;
  if (inputs.comment === 'never' || !pullRequest) return undefined;
  if (!github) {
    runner.warn('no comment was written, as there is no github-token');
    return undefined;
  }
  const options = { ...markdownOptions(delivery), limit: commentLimit, fullReportUrl: context.runUrl };
  const request = {
    pullRequest: pullRequest.number,
    marker: { key: inputs['comment-key'], head: pullRequest.head, run: context.run },
    author: inputs['comment-author'],
    first: isWorthComment[inputs.comment](plan) ? () => renderMarkdown(plan, options) : undefined,
    next: () => renderMarkdown(plan, { ...options, hadChanges: true }),
  };
  return attempt('the comment was not written', ports, async () => {
    const published = await publishComment(github, request, ports.pause);
    if (published.type === 'Silent') return undefined;
    if (published.type === 'Superseded') {
      runner.info(`No comment was written: ${published.reason}.`);
      return undefined;
    }
    if (published.author !== request.author) {
      runner.warn(
        `the comment was written by ${published.author}, not by ${request.author}: set comment-author: ${published.author}, or every run writes another`,
      );
    }
    return published.url;
  });
}

const isWorthComment: Readonly<Record<ActionInputs['comment'], (plan: RolloutPlan) => boolean>> = {
  always: () => true,
  changes: ({ outcome }) => outcome !== 'Unchanged',
  findings: ({ outcome, findings, summary }) =>
    outcome === 'Indeterminate' || findings.length > 0 || summary.rejected > 0,
  never: () => false,
};

async function checkRun(plan: RolloutPlan, delivery: Delivery, exitCode: ExitCode, ports: ActionPorts): Promise<void> {
  const { inputs, context, pullRequest, github } = delivery;
  const name = inputs['check-run'];
  if (name === undefined) return;
  if (!github) return ports.runner.warn('no check run was created, as there is no github-token');
  const passed = plan.outcome === 'Indeterminate' ? 'neutral' : 'success';
  await attempt('the check run was not created', ports, () =>
    github.createCheckRun({
      name,
      head: pullRequest?.head ?? context.sha,
      conclusion: exitCode === 0 ? passed : 'failure',
      title: verdictLine(plan),
      summary: renderMarkdown(plan, {
        ...markdownOptions(delivery),
        limit: commentLimit,
        fullReportUrl: context.runUrl,
      }),
    }),
  );
}

/** GitHub’s refusals are told, and change nothing else. */
async function attempt<T>(what: string, { runner }: ActionPorts, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    runner.warn(`${what}: ${error.message}${hintFor(error)}`);
    return undefined;
  }
}

function hintFor({ fault }: GitHubError): string {
  if (fault !== 'NotAllowed') return '. The forecast is in the job summary.';
  return '. The forecast is in the job summary. The workflow needs permissions: pull-requests: write (checks: write for a check run); for the pull request of a fork GitHub gives a token which may only read: see “Forks” in the README.';
}
