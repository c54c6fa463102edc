import {
  type CommentMarker,
  commentWithMarker,
  isLaterRun,
  readComment,
  saysTheSame,
} from '../report/comment-marker.ts';
import { GitHubError, type GitHubRepository, type PullRequestComment } from './ports.ts';

export interface CommentRequest {
  readonly pullRequest: number;
  readonly marker: CommentMarker;
  /** The login under which comments are written: only its comments are ours. */
  readonly author: string;
  /** What to say where there is no comment yet; undefined: nothing. */
  readonly first: (() => string) | undefined;
  /** What to say in place of a former comment. */
  readonly next: () => string;
}

export type PublishedComment =
  | { readonly type: 'Created' | 'Updated' | 'Equal'; readonly url: string; readonly author: string }
  /** There is nothing to say, and nothing was said before. */
  | { readonly type: 'Silent' }
  /** What is written elsewhere is newer than this. */
  | { readonly type: 'Superseded'; readonly reason: string };

export type Pause = (seconds: number) => Promise<void>;

/**
 * Writes the one comment of a key on a pull request: a new one, or in place of the former one, and nothing where that says the
 * same. Left-over comments of the key go. Throws GitHubError.
 */
export async function publishComment(
  github: GitHubRepository,
  request: CommentRequest,
  pause: Pause,
): Promise<PublishedComment> {
  const own = await ownComments(github, request);
  // Asked last: a run of a newer head writes only after the head has moved.
  const superseded = await supersededBy(github, request, own);
  if (superseded !== undefined) return { type: 'Superseded', reason: superseded };
  const [kept, ...leftOver] = own;
  for (const { id } of leftOver) await deleteIfThere(github, id);
  const updated = kept && (await update(github, request, kept));
  if (updated) return updated;
  return request.first === undefined ? { type: 'Silent' } : create(github, request, request.first(), pause);
}

interface OwnComment extends PullRequestComment {
  readonly marker: CommentMarker;
  readonly report: string;
}

/** The oldest first. */
async function ownComments(
  github: GitHubRepository,
  { pullRequest, marker: { key }, author }: CommentRequest,
): Promise<readonly OwnComment[]> {
  const comments = await github.comments(pullRequest);
  return comments.flatMap((comment) => {
    const read = comment.author === author ? readComment(comment.body) : undefined;
    return read?.marker.key === key ? [{ ...comment, ...read }] : [];
  });
}

async function supersededBy(
  github: GitHubRepository,
  { pullRequest, marker }: CommentRequest,
  own: readonly OwnComment[],
): Promise<string | undefined> {
  const { head } = await github.pullRequest(pullRequest);
  if (head !== marker.head) return `the pull request has moved on to ${head.slice(0, 7)}`;
  const later = own.find((comment) => comment.marker.head === head && isLaterRun(comment.marker.run, marker.run));
  return later && `run ${later.marker.run.id} of the same commit is later, and has written its comment`;
}

/** undefined: somebody has deleted it meanwhile. */
async function update(
  github: GitHubRepository,
  { marker, next }: CommentRequest,
  kept: OwnComment,
): Promise<PublishedComment | undefined> {
  const report = next();
  if (saysTheSame(kept.report, report)) return { type: 'Equal', url: kept.url, author: kept.author };
  try {
    const { url, author } = await github.updateComment(kept.id, commentWithMarker(marker, report));
    return { type: 'Updated', url, author };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const attemptsMax = 3;

/** Where GitHub does not answer, the comment may be there all the same: a second one would be worse than none. */
async function create(
  github: GitHubRepository,
  request: CommentRequest,
  report: string,
  pause: Pause,
): Promise<PublishedComment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { url, author, id } = await github.createComment(
        request.pullRequest,
        commentWithMarker(request.marker, report),
      );
      const settled = author === request.author ? await settle(github, request, id) : undefined;
      return { type: 'Created', url: settled ?? url, author };
    } catch (error) {
      if (!(error instanceof GitHubError) || error.fault !== 'Unreachable' || attempt === attemptsMax) throw error;
    }
    await pause(attempt);
    const [there] = await ownComments(github, request);
    const updated = there && (await update(github, request, there));
    if (updated) return updated.type === 'Equal' ? { ...updated, type: 'Created' } : updated;
  }
}

/**
 * Two runs which started together may both have found no comment. Both then keep the oldest one, so that they agree; where
 * that is of an older run, it takes over what is newer. The address of what is kept.
 */
async function settle(
  github: GitHubRepository,
  request: CommentRequest,
  createdId: number,
): Promise<string | undefined> {
  const own = await ownComments(github, request);
  const [kept, ...others] = own;
  if (!kept || others.length === 0) return undefined;
  for (const { id } of others) await deleteIfThere(github, id);
  const isOurs = kept.id === createdId;
  const isNewer = !isLaterRun(kept.marker.run, request.marker.run);
  if (!isOurs && isNewer) await update(github, request, kept);
  return kept.url;
}

async function deleteIfThere(github: GitHubRepository, id: number): Promise<void> {
  try {
    await github.deleteComment(id);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof GitHubError && error.fault === 'NotFound';
}
