/** What the first line of our comment says to the next run, and to no person. */
export interface CommentMarker {
  /** Several forecasts of one pull request have a key each. */
  readonly key: string;
  /** The full SHA at the head of the pull request. */
  readonly head: string;
  readonly run: WorkflowRun;
}

export interface WorkflowRun {
  readonly id: number;
  /** Counted from 1. */
  readonly attempt: number;
}

const markerLine = /^<!-- rollcast:v1 key=([\w.-]{1,64}) head=([0-9a-f]{40,64}) run=(\d{1,15})\.(\d{1,6}) -->$/;

/** What a key may hold, so that it can stand in the marker. */
export const commentKeyPattern = /^[\w.-]{1,64}$/;

/** `<!-- rollcast:v1 key=default head=9f3c… run=1287.1 -->` */
export function commentWithMarker({ key, head, run }: CommentMarker, report: string): string {
  return `<!-- rollcast:v1 key=${key} head=${head} run=${run.id}.${run.attempt} -->\n${report}`;
}

/** The marker of a comment and what follows it; undefined: it has none. */
export function readComment(body: string): { readonly marker: CommentMarker; readonly report: string } | undefined {
  // Who edits a comment in a browser leaves the line ends of one.
  const text = body.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n');
  const [, key, head, id, attempt] = markerLine.exec(end < 0 ? text : text.slice(0, end)) ?? [];
  if (key === undefined || head === undefined) return undefined;
  const run = { id: Number(id), attempt: Number(attempt) };
  return { marker: { key, head, run }, report: end < 0 ? '' : text.slice(end + 1) };
}

/** Whether two reports tell the same, apart from the run on whose page the whole of it is. */
export function saysTheSame(one: string, other: string): boolean {
  return withoutRun(one) === withoutRun(other);
}

function withoutRun(report: string): string {
  return report.trimEnd().replaceAll(/(?<=\/actions\/runs\/)\d+/g, '');
}

/** Whether the one run is later than the other. GitHub counts runs up, and the attempts of each. */
export function isLaterRun(one: WorkflowRun, other: WorkflowRun): boolean {
  return one.id === other.id ? one.attempt > other.attempt : one.id > other.id;
}
