/** Who a token belongs to. */
export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface PullRequest {
  readonly number: number;
  readonly author: Account;
  readonly createdAt: string;
  title: string;
  state: 'open' | 'closed';
  isMerged: boolean;
  isDraft: boolean;
  /** null: GitHub is still finding out. */
  isMergeable: boolean | null;
  /** `repository` is "owner/name": that of a fork differs from that of the base. */
  head: { sha: string; ref: string; repository: string };
  base: { sha: string; ref: string };
  /** All that are on the branch, the head among them. */
  commits: string[];
}

export interface IssueComment {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: Account;
  readonly createdAt: string;
  updatedAt: string;
  body: string;
}

export interface CheckRun {
  readonly id: number;
  readonly headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  startedAt: string;
  completedAt: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  output: CheckRunOutput;
}

interface CheckRunOutput {
  title: string | null;
  summary: string | null;
  text: string | null;
  /** Of all requests: each one adds to those of the former. */
  annotations: Annotation[];
}

interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number | undefined;
  readonly end_column?: number | undefined;
  readonly annotation_level: string;
  readonly message: string;
  readonly title?: string | undefined;
  readonly raw_details?: string | undefined;
}

export interface WorkflowRun {
  readonly id: number;
  readonly createdAt: string;
  readonly name: string;
  readonly event: string;
  readonly runNumber: number;
  readonly attempt: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  /** "owner/name" */
  readonly headRepository: string;
  status: string;
  conclusion: string | null;
}

/** What a test says of a pull request; the rest is as in any other. */
export type GivenPullRequest = Partial<Omit<PullRequest, 'head' | 'base' | 'createdAt'>> & {
  readonly head?: Partial<PullRequest['head']>;
  readonly base?: Partial<PullRequest['base']>;
};

export type GivenComment = Pick<IssueComment, 'pullRequest' | 'body'> & { readonly author?: Account };

export const actionsBot: Account = { login: 'github-actions[bot]', type: 'Bot' };

const someUser: Account = { login: 'octocat', type: 'User' };

/** Larger than 32 bits, as the ids of GitHub have long been. */
const firstId = 5_000_000_001;
const firstTime = Date.UTC(2026, 10, 2, 8);

/** What one repository holds. Tests change it directly, also between two requests. */
export class GitHubState {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequests: PullRequest[] = [];
  readonly comments: IssueComment[] = [];
  readonly checkRuns: CheckRun[] = [];
  readonly workflowRuns: WorkflowRun[] = [];
  private ids = firstId;
  private ticks = 0;

  constructor(owner: string, repo: string) {
    this.owner = owner;
    this.repo = repo;
  }

  /** "owner/name" */
  get repository(): string {
    return `${this.owner}/${this.repo}`;
  }

  nextId(): number {
    return this.ids++;
  }

  /** A second later with each call: what happens later is later. */
  now(): string {
    this.ticks += 1;
    return new Date(firstTime + this.ticks * 1000).toISOString().replace('.000', '');
  }

  /** An open one, from a branch of the same repository into main, unless told otherwise. */
  addPullRequest(given: GivenPullRequest = {}): PullRequest {
    const number = given.number ?? Math.max(0, ...this.pullRequests.map((other) => other.number)) + 1;
    const head = { sha: someSha(number), ref: `change-${number}`, repository: this.repository, ...given.head };
    const pullRequest: PullRequest = {
      author: someUser,
      title: `Change ${number}`,
      state: 'open',
      isMerged: false,
      isDraft: false,
      isMergeable: true,
      commits: [head.sha],
      ...given,
      number,
      head,
      base: { sha: someSha(0), ref: 'main', ...given.base },
      createdAt: this.now(),
    };
    this.pullRequests.push(pullRequest);
    return pullRequest;
  }

  /** Moves the head of a pull request, as a push to its branch does. */
  push(number: number, sha: string): void {
    const pullRequest = this.pullRequest(number);
    if (!pullRequest) throw new Error(`there is no pull request ${number}`);
    pullRequest.head.sha = sha;
    pullRequest.commits.push(sha);
  }

  pullRequest(number: number): PullRequest | undefined {
    return this.pullRequests.find((pullRequest) => pullRequest.number === number);
  }

  addComment({ pullRequest, body, author = actionsBot }: GivenComment): IssueComment {
    const time = this.now();
    const comment = { id: this.nextId(), pullRequest, body, author, createdAt: time, updatedAt: time };
    this.comments.push(comment);
    return comment;
  }

  /** The oldest first. */
  commentsOf(pullRequest: number): readonly IssueComment[] {
    return this.comments.filter((comment) => comment.pullRequest === pullRequest);
  }

  comment(id: number): IssueComment | undefined {
    return this.comments.find((comment) => comment.id === id);
  }

  /** False: there is none. */
  deleteComment(id: number): boolean {
    const index = this.comments.findIndex((comment) => comment.id === id);
    if (index >= 0) this.comments.splice(index, 1);
    return index >= 0;
  }

  addCheckRun(name: string, headSha: string): CheckRun {
    const checkRun: CheckRun = {
      id: this.nextId(),
      headSha,
      name,
      status: 'queued',
      conclusion: null,
      startedAt: this.now(),
      completedAt: null,
      detailsUrl: null,
      externalId: null,
      output: { title: null, summary: null, text: null, annotations: [] },
    };
    this.checkRuns.push(checkRun);
    return checkRun;
  }

  checkRun(id: number): CheckRun | undefined {
    return this.checkRuns.find((checkRun) => checkRun.id === id);
  }

  /** One that a pull request has started and that has ended well, unless told otherwise. */
  addWorkflowRun(given: Partial<WorkflowRun> = {}): WorkflowRun {
    const run: WorkflowRun = {
      id: this.nextId(),
      name: 'rollout',
      event: 'pull_request',
      runNumber: this.workflowRuns.length + 1,
      attempt: 1,
      headSha: someSha(1),
      headBranch: 'change-1',
      headRepository: this.repository,
      status: 'completed',
      conclusion: 'success',
      createdAt: this.now(),
      ...given,
    };
    this.workflowRuns.push(run);
    return run;
  }
}

/** The name of a commit, a different one for each number. */
export function someSha(number: number): string {
  return number.toString(16).padStart(8, '0').repeat(5);
}
