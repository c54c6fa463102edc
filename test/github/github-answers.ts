import type { Account, CheckRun, GitHubState, IssueComment, PullRequest, WorkflowRun } from './github-state.ts';

/** What GitHub tells of its objects: the names are GitHub’s, and all that its description requires is there. */
export class GitHubAnswers {
  private readonly state: GitHubState;
  /** Where the API is, without a slash at its end. */
  private readonly apiUrl: string;

  constructor(state: GitHubState, apiUrl: string) {
    this.state = state;
    this.apiUrl = apiUrl;
  }

  comment({ id, pullRequest, body, author, createdAt, updatedAt }: IssueComment) {
    const issueUrl = `${this.repositoryUrl()}/issues/${pullRequest}`;
    return {
      id,
      node_id: `IC_${id}`,
      url: `${this.repositoryUrl()}/issues/comments/${id}`,
      html_url: `${this.webUrl()}/pull/${pullRequest}#issuecomment-${id}`,
      issue_url: issueUrl,
      user: this.user(author),
      created_at: createdAt,
      updated_at: updatedAt,
      body,
      author_association: 'NONE',
      performed_via_github_app: null,
    };
  }

  pullRequest(pullRequest: PullRequest) {
    const { number, isMerged, isMergeable, commits } = pullRequest;
    return {
      ...this.listedPullRequest(pullRequest),
      merged: isMerged,
      mergeable: isMergeable,
      mergeable_state: isMergeable === null ? 'unknown' : isMergeable ? 'clean' : 'dirty',
      merged_by: null,
      comments: this.state.commentsOf(number).length,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: commits.length,
      additions: 1,
      deletions: 1,
      changed_files: 1,
    };
  }

  /** Lists say less of a pull request. */
  listedPullRequest({ number, title, state, isMerged, isDraft, author, head, base, createdAt }: PullRequest) {
    const closedAt = state === 'closed' ? createdAt : null;
    return {
      ...this.pullRequestAddresses(number, head.sha),
      id: number + 2_000_000_000,
      node_id: `PR_${number}`,
      number,
      state,
      locked: false,
      draft: isDraft,
      title,
      user: this.user(author),
      body: null,
      labels: [],
      milestone: null,
      assignee: null,
      created_at: createdAt,
      updated_at: createdAt,
      closed_at: closedAt,
      merged_at: isMerged ? closedAt : null,
      merge_commit_sha: null,
      head: this.end(head.repository, head),
      base: this.end(this.state.repository, base),
      author_association: 'CONTRIBUTOR',
      auto_merge: null,
    };
  }

  checkRun(run: CheckRun) {
    const url = `${this.repositoryUrl()}/check-runs/${run.id}`;
    const { title, summary, text, annotations } = run.output;
    return {
      id: run.id,
      node_id: `CR_${run.id}`,
      name: run.name,
      head_sha: run.headSha,
      external_id: run.externalId,
      url,
      html_url: `${this.webUrl()}/runs/${run.id}`,
      details_url: run.detailsUrl,
      status: run.status,
      conclusion: run.conclusion,
      started_at: run.startedAt,
      completed_at: run.completedAt,
      output: { title, summary, text, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
      check_suite: { id: 1 },
      app: null,
      pull_requests: this.pullRequestsFrom(this.state.repository, run.headSha),
    };
  }

  workflowRun(run: WorkflowRun, withPullRequests: boolean) {
    const url = `${this.repositoryUrl()}/actions/runs/${run.id}`;
    const parts = ['jobs', 'logs', 'artifacts', 'cancel', 'rerun'].map((part) => [`${part}_url`, `${url}/${part}`]);
    return {
      ...Object.fromEntries(parts),
      id: run.id,
      node_id: `WFR_${run.id}`,
      name: run.name,
      display_title: run.name,
      path: `.github/workflows/${run.name}.yml`,
      event: run.event,
      status: run.status,
      conclusion: run.conclusion,
      run_number: run.runNumber,
      run_attempt: run.attempt,
      head_sha: run.headSha,
      head_branch: run.headBranch,
      head_commit: null,
      workflow_id: 1,
      url,
      html_url: `${this.webUrl()}/actions/runs/${run.id}`,
      workflow_url: `${this.repositoryUrl()}/actions/workflows/1`,
      check_suite_url: `${this.repositoryUrl()}/check-suites/1`,
      created_at: run.createdAt,
      updated_at: run.createdAt,
      repository: this.repository(this.state.repository),
      head_repository: this.repository(run.headRepository),
      pull_requests: withPullRequests ? this.pullRequestsFrom(run.headRepository, run.headSha) : [],
    };
  }

  /** GitHub names those of the same repository only: what a fork offers is not told with its commits. */
  private pullRequestsFrom(repository: string, sha: string) {
    if (repository !== this.state.repository) return [];
    const found = this.state.pullRequests.filter(({ state, head }) => {
      return state === 'open' && head.repository === repository && head.sha === sha;
    });
    const { id, url, name } = this.repository(repository);
    return found.map(({ number, head, base }) => ({
      id: number + 2_000_000_000,
      number,
      url: `${url}/pulls/${number}`,
      head: { ref: head.ref, sha: head.sha, repo: { id, url, name } },
      base: { ref: base.ref, sha: base.sha, repo: { id, url, name } },
    }));
  }

  private pullRequestAddresses(number: number, headSha: string) {
    const url = `${this.repositoryUrl()}/pulls/${number}`;
    const issue = `${this.repositoryUrl()}/issues/${number}`;
    const html = `${this.webUrl()}/pull/${number}`;
    const addresses = {
      comments: `${issue}/comments`,
      commits: `${url}/commits`,
      statuses: `${this.repositoryUrl()}/statuses/${headSha}`,
      html,
      issue,
      review_comments: `${url}/comments`,
      review_comment: `${this.repositoryUrl()}/pulls/comments{/number}`,
    };
    const entries = Object.entries(addresses);
    return {
      ...Object.fromEntries(entries.map(([name, address]) => [`${name}_url`, address])),
      url,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      _links: Object.fromEntries([...entries, ['self', url] as const].map(([name, href]) => [name, { href }])),
    };
  }

  private end(repository: string, { ref, sha }: { readonly ref: string; readonly sha: string }) {
    const { login, repo } = namesOf(repository);
    const user = this.user({ login, type: 'User' });
    return { label: `${login}:${ref}`, ref, sha, user, repo: this.repository(`${login}/${repo}`) };
  }

  private repository(fullName: string) {
    const { login, repo } = namesOf(fullName);
    const url = `${this.apiUrl}/repos/${fullName}`;
    const html = `https://github.com/${fullName}`;
    return {
      ...Object.fromEntries(repositoryParts.map((part) => [`${part}_url`, `${url}/${part}`])),
      ...emptyRepository,
      id: numberOf(fullName),
      node_id: `R_${numberOf(fullName)}`,
      name: repo,
      full_name: fullName,
      owner: this.user({ login, type: 'User' }),
      fork: fullName !== this.state.repository,
      url,
      html_url: html,
      svn_url: html,
      clone_url: `${html}.git`,
      git_url: `git://github.com/${fullName}.git`,
      ssh_url: `git@github.com:${fullName}.git`,
    };
  }

  private user({ login, type }: Account) {
    const url = `${this.apiUrl}/users/${encodeURIComponent(login)}`;
    return {
      ...Object.fromEntries(userParts.map((part) => [`${part}_url`, `${url}/${part}`])),
      login,
      id: numberOf(login),
      node_id: `U_${numberOf(login)}`,
      avatar_url: `https://avatars.githubusercontent.com/u/${numberOf(login)}`,
      gravatar_id: '',
      url,
      html_url: `https://github.com/${encodeURIComponent(login)}`,
      type,
      site_admin: false,
    };
  }

  private repositoryUrl(): string {
    return `${this.apiUrl}/repos/${this.state.repository}`;
  }

  private webUrl(): string {
    return `https://github.com/${this.state.repository}`;
  }
}

const userParts = 'followers following gists starred subscriptions organizations repos events received_events'.split(
  ' ',
);

const repositoryParts = `archive assignees blobs branches collaborators comments commits compare contents contributors
  deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels
  languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams
  trees`.split(/\s+/);

const emptyRepository = {
  private: false,
  description: null,
  homepage: null,
  language: null,
  license: null,
  mirror_url: null,
  default_branch: 'main',
  created_at: null,
  updated_at: null,
  pushed_at: null,
  archived: false,
  disabled: false,
  has_downloads: true,
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  size: 1,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
};

function namesOf(fullName: string): { readonly login: string; readonly repo: string } {
  const [login = '', repo = ''] = fullName.split('/');
  return { login, repo };
}

/** The same for the same name. */
function numberOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 100_000_007, 7);
}
