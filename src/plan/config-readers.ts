import { type ConfigRead, configReads } from '../diff/config-reads.ts';
import { isReloaded } from '../diff/reloader.ts';
import { objectAt } from '../kubernetes/field-access.ts';
import { valuesIdentical } from '../kubernetes/values-equal.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { type Resolution, resolveReference } from '../roots/resolve-reference.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { ConfigReader } from '../schema/effect.ts';
import type { JsonObject } from '../schema/json.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { pairsByName } from './pairs-by-name.ts';
import { onlyMatchRemark, undecidedRemark } from './reference-remarks.ts';
import { nameKey, ownNameKey } from './relations.ts';
import { present, type RevisionPair } from './revision-pairs.ts';

/** A ConfigMap or Secret of head, else of base, and what changes in it. */
export interface ChangedConfig {
  readonly config: RevisionObject;
  readonly changedKeys: ReadonlySet<string>;
  /** The kubelet does not look again at what it has mounted. */
  readonly wasImmutable: boolean;
}

export interface ReadersOfConfig {
  /** The workloads whose pods read a changed key, sorted by identity, and when each sees the new content. */
  readonly readers: readonly ConfigReader[];
  /** What has to be said of readers in other roots. */
  readonly remarks: readonly string[];
}

/** Who reads which configuration, over all objects of one revision. */
export interface ReaderIndex {
  readersOf(config: ChangedConfig): ReadersOfConfig;
}

interface Reader {
  readonly workload: RevisionObject;
  readonly read: ConfigRead;
}

/** A reader, and which configuration it means. */
interface ResolvedReader extends Reader {
  readonly resolution: Resolution<RevisionPair>;
}

/** Indexes the workloads of head; `configs` are all ConfigMaps and Secrets that they may mean. */
export function indexReaders(
  workloads: readonly RevisionObject[],
  configs: readonly RevisionPair[],
  restartsNow: (workload: RevisionObject) => boolean,
): ReaderIndex {
  const readers = Map.groupBy(
    workloads.flatMap((workload) => configReads(workload.object.value).map((read): Reader => ({ workload, read }))),
    ({ workload, read }) => nameKey(workload, read.kind, read.name),
  );
  const candidates = pairsByName(configs);
  return {
    readersOf(changed) {
      if (changed.changedKeys.size === 0) return { readers: [], remarks: [] };
      const key = ownNameKey(changed.config);
      const reading = (readers.get(key) ?? [])
        .filter(({ read }) => !read.keys || read.keys.some((each) => changed.changedKeys.has(each)))
        .map((reader): ResolvedReader => {
          return { ...reader, resolution: resolveReference(reader.workload.reference.root, candidates.get(key)) };
        });
      const meaning = reading.filter(({ resolution }) =>
        resolution.targets.some((pair) => present(pair) === changed.config),
      );
      return { readers: describeReaders(meaning, changed, restartsNow), remarks: remarksOf(changed, reading, meaning) };
    },
  };
}

/** The keys of a ConfigMap or Secret whose content differs; both sides decoded. */
export function changedKeys(before: JsonObject | undefined, after: JsonObject | undefined): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const field of ['data', 'binaryData', 'stringData']) {
    const old = objectAt(before, field);
    const current = objectAt(after, field);
    for (const key of new Set([...Object.keys(old), ...Object.keys(current)])) {
      if (!valuesIdentical(old[key], current[key])) keys.add(key);
    }
  }
  return keys;
}

function describeReaders(
  readers: readonly Reader[],
  changed: ChangedConfig,
  restartsNow: (workload: RevisionObject) => boolean,
): readonly ConfigReader[] {
  const byWorkload = new Map<string, { workload: RevisionObject; via: Set<ConfigRead['via']> }>();
  for (const { workload, read } of readers) {
    const key = identityKey(workload.reference);
    const entry = byWorkload.get(key) ?? { workload, via: new Set() };
    entry.via.add(read.via);
    byWorkload.set(key, entry);
  }
  return [...byWorkload]
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .map(([, { workload, via }]) => ({
      object: workload.reference,
      via: viaOrder.filter((way) => via.has(way)),
      sees: restartsNow(workload) ? 'WithThisRollout' : whenSeen(workload, via, changed),
    }));
}

/** Readers which do not have the configuration in their own root. */
function remarksOf(
  { config }: ChangedConfig,
  reading: readonly ResolvedReader[],
  meaning: readonly ResolvedReader[],
): readonly string[] {
  const { kind, name } = config.reference;
  const target = `${kind} ${name}`;
  const across = workloadsOf(meaning.filter(({ resolution }) => resolution.type === 'OnlyMatch'));
  const undecided = reading.filter(({ resolution }) => resolution.type === 'Ambiguous');
  const [first] = undecided;
  return [
    ...(across.length > 0 ? [onlyMatchRemark({ referrers: across, target })] : []),
    ...(first ? [undecidedRemark({ referrers: workloadsOf(undecided), target }, first.resolution.roots)] : []),
  ];
}

function workloadsOf(readers: readonly Reader[]): readonly ObjectReference[] {
  const workloads = new Map(readers.map(({ workload }) => [identityKey(workload.reference), workload.reference]));
  return [...workloads].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, reference]) => reference);
}

const viaOrder: readonly ConfigRead['via'][] = ['Env', 'EnvFrom', 'Volume', 'SubPath', 'ImagePullSecret'];

/** Where a workload reads in several ways, the latest of them counts: until then it works with a mixture. */
function whenSeen(
  { reference, object }: RevisionObject,
  via: ReadonlySet<ConfigRead['via']>,
  { config, wasImmutable }: ChangedConfig,
): ConfigReader['sees'] {
  if (reference.kind === 'CronJob' || reference.kind === 'Job') return 'AtTheNextRun';
  const kind = config.reference.kind === 'Secret' ? 'Secret' : 'ConfigMap';
  if (isReloaded(object.value, config.object.value, kind, config.reference.name)) return 'ByReloader';
  if (via.has('Env') || via.has('EnvFrom') || via.has('SubPath') || wasImmutable) return 'AtTheNextRestart';
  return 'WhenTheKubeletSyncs';
}
