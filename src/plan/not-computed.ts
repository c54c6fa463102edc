import type { ObjectChange } from '../diff/object-change.ts';
import { holdsPodTemplate, podTemplateOf } from '../kubernetes/pod-template.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import type { NotComputed, NotComputedReason } from '../schema/not-computed.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { changedLines } from './changed-lines.ts';
import { type Delegations, delegationDetail } from './delegations.ts';
import { kustomizationEdits } from './kustomization-edits.ts';
import { objectName } from './object-name.ts';
import type { PlanInput } from './plan-input.ts';

interface WorkloadsForecast {
  readonly isForecast: (object: ObjectReference) => boolean;
  readonly delegations: Delegations;
}

/** Every part of the change which the forecast leaves out, in the order of the files, then of the objects. */
export function notComputedOf(input: PlanInput, gaps: ForecastGaps): readonly NotComputed[] {
  return [...input.notRead, ...documents(input), ...gaps.values()];
}

/** The changes of which it is not known what follows, in their order. */
export type ForecastGaps = ReadonlyMap<ObjectChange, NotComputed>;

export function forecastGaps(changes: readonly ObjectChange[], workloads: WorkloadsForecast): ForecastGaps {
  return new Map(
    changes.flatMap((change) => {
      const gap = objectGap(change, workloads);
      return gap ? [[change, gap] as const] : [];
    }),
  );
}

/**
 * The gap is the effect of a change of which nothing else is known: the object is only stored, or its own controller is not
 * the one that rolls it out.
 */
export function withGap(change: ResourceChange, gap: NotComputed | undefined, isDelegated: boolean): ResourceChange {
  const isKnown = !isDelegated && change.effects.some(({ type }) => type !== 'UpdatesObject');
  if (!gap || isKnown) return change;
  return { ...change, effects: [{ type: 'NotForecast', reason: gap.detail }] };
}

/** One entry per file and reason: of a file on both sides head's is told, since that is what will be applied. */
function documents(input: PlanInput): readonly NotComputed[] {
  const { base, head, pairs } = input;
  const headEntries = head.changed.flatMap((one) => documentEntry(one, 'head'));
  const baseEntries = base.changed.flatMap((one) => documentEntry(one, 'base'));
  const headPaths = new Map(pairs.map((pair) => [pair.base, pair.head]));
  const told = new Set(headEntries.map(key));
  const onlyBase = baseEntries.filter((entry) => {
    const path = headPaths.get(entry.path) ?? entry.path;
    return entry.reason === 'BaseUnreadable' || !told.has(key({ ...entry, path }));
  });
  const files = new Map(head.files.map((file) => [file.path, file]));
  const basePaths = new Map(pairs.map((pair) => [pair.head, pair.base]));
  const baseFiles = new Map(base.files.map((file) => [file.path, file]));
  return firstOfEach([...headEntries, ...onlyBase]).map(({ path, ...entry }) => {
    const before = baseFiles.get(entry.source?.revision === 'base' ? path : (basePaths.get(path) ?? ''));
    const after = files.get(entry.source?.revision === 'base' ? (headPaths.get(path) ?? '') : path);
    const [old, current] = [before ? before.text : '', after ? after.text : ''];
    // The lines of what is no text cannot be counted.
    const linesChanged = old === undefined || current === undefined ? undefined : changedLines(old, current);
    const told = entry.reason === 'NeedsKustomize' ? withEdits(entry, before?.text, after?.text) : entry;
    return linesChanged === undefined ? told : { ...told, linesChanged };
  });
}

/** What an edit of a kustomization says without a build. */
function withEdits(entry: NotComputed, before: string | undefined, after: string | undefined): NotComputed {
  const edits = kustomizationEdits(before, after);
  if (edits.length === 0) return entry;
  const more = edits.length > editsMax ? [`${edits.length - editsMax} more`] : [];
  return { ...entry, detail: `${entry.detail}. It says: ${[...edits.slice(0, editsMax), ...more].join('; ')}` };
}

const editsMax = 8;

type DocumentEntry = NotComputed & { readonly path: string };

function key({ reason, path }: DocumentEntry): string {
  return `${reason} ${path}`;
}

function documentEntry({ path, line, content }: ManifestDocument, revision: 'base' | 'head'): DocumentEntry[] {
  if (content.type === 'Other') {
    const { reason, detail } = content;
    return [{ path, what: path, reason, detail, source: { path, line, revision } }];
  }
  if (content.type !== 'Unreadable') return [];
  const reason = revision === 'base' ? 'BaseUnreadable' : 'HeadUnreadable';
  return [{ path, what: path, reason, detail: content.message, source: { path, line: content.line, revision } }];
}

function firstOfEach(entries: readonly DocumentEntry[]): readonly DocumentEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => !seen.has(key(entry)) && seen.add(key(entry)));
}

/** Kinds which another program turns into the objects that matter. */
const indirectKinds: Readonly<Record<string, { reason: NotComputedReason; detail: string }>> = {
  'helm.toolkit.fluxcd.io/HelmRelease': {
    reason: 'NeedsHelm',
    detail: 'what its chart makes of the new values is not computed',
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    reason: 'NeedsGitOpsController',
    detail: 'what Flux applies because of it is not computed',
  },
  'argoproj.io/Application': {
    reason: 'NeedsGitOpsController',
    detail: 'what Argo CD applies because of it is not computed',
  },
  'argoproj.io/ApplicationSet': {
    reason: 'NeedsGitOpsController',
    detail: 'which Applications it generates is not computed',
  },
  'argoproj.io/Rollout': { reason: 'ControllerNotForecast', detail: 'the steps of Argo Rollouts are not forecast yet' },
  'flagger.app/Canary': { reason: 'ControllerNotForecast', detail: 'the steps of Flagger are not forecast yet' },
  'rollouts.kruise.io/Rollout': {
    reason: 'ControllerNotForecast',
    detail: 'the steps of Kruise Rollouts are not forecast yet',
  },
  'serving.knative.dev/Service': {
    reason: 'ControllerNotForecast',
    detail: 'the revisions of Knative, and how traffic moves between them, are not forecast yet',
  },
};

function objectGap(objectChange: ObjectChange, workloads: WorkloadsForecast): NotComputed | undefined {
  const { change, verdict } = objectChange;
  if (verdict.rejected.length > 0 || change.effects.every(({ type }) => type === 'NoEffect')) return undefined;
  const { object, source } = change;
  const entry = indirectKinds[`${apiGroup(object.apiVersion)}/${object.kind}`] ?? podsOf(objectChange, workloads);
  return entry && { what: objectName(object), ...entry, source };
}

/** Kinds whose new template touches no pod that runs: their effects and remarks say all there is. */
const kindsWithoutRollout = ['Job', 'CronJob', 'Pod', 'PodTemplate', 'ReplicaSet', 'ReplicationController'];

function podsOf(
  objectChange: ObjectChange,
  { isForecast, delegations }: WorkloadsForecast,
): Pick<NotComputed, 'reason' | 'detail'> | undefined {
  const { change } = objectChange;
  if (isForecast(change.object) || !movesPods(objectChange)) return undefined;
  const owner = delegations.ownerOf(change.object);
  const detail = owner ? delegationDetail(change.object, owner) : rolloutDetail(change.object);
  return { reason: 'ControllerNotForecast', detail };
}

function movesPods({ before, after, verdict, change }: ObjectChange): boolean {
  const value = (after ?? before)?.object.value;
  if (!value) return false;
  if (!isBuiltIn(change.object)) return holdsPodTemplate(value);
  if (kindsWithoutRollout.includes(change.object.kind) || !podTemplateOf(value)) return false;
  return change.action !== 'update' || verdict.rolls !== false || verdict.scales;
}

/** A kind of another group may have the name of one of Kubernetes’ own, so the group is told as well. */
function rolloutDetail(object: ObjectReference): string {
  const kind = isBuiltIn(object) ? object.kind : `${object.kind} of ${apiGroup(object.apiVersion)}`;
  return `the rollout of this ${kind} is not forecast yet, so how low its capacity goes is not known`;
}

function isBuiltIn({ apiVersion }: ObjectReference): boolean {
  return ['', 'apps', 'batch', 'extensions'].includes(apiGroup(apiVersion));
}
