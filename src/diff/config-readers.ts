import { objectAt } from '../kubernetes/field-access.ts';
import { valuesIdentical } from '../kubernetes/values-equal.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { ConfigReader } from '../schema/effect.ts';
import type { JsonObject } from '../schema/json.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { type ConfigRead, configReads } from './config-reads.ts';
import { isReloaded } from './reloader.ts';

/** A ConfigMap or Secret of head or base, and what changes in it. */
export interface ChangedConfig {
  readonly reference: ObjectReference;
  readonly value: JsonObject;
  readonly changedKeys: ReadonlySet<string>;
  /** The kubelet does not look again at what it has mounted. */
  readonly wasImmutable: boolean;
}

/** Who reads which configuration, over all objects of one revision. */
export interface ReaderIndex {
  /** The workloads whose pods read a changed key, sorted by identity, and when each sees the new content. */
  readersOf(config: ChangedConfig): readonly ConfigReader[];
}

interface Reader {
  readonly workload: RevisionObject;
  readonly read: ConfigRead;
}

/**
 * Indexes the workloads of head. `configs` are all ConfigMaps and Secrets of both revisions: a workload means the one of
 * its own root; where there is none, the only one of that name and namespace.
 */
export function indexReaders(
  workloads: readonly RevisionObject[],
  configs: readonly RevisionObject[],
  restartsNow: (workload: RevisionObject) => boolean,
): ReaderIndex {
  const readers = new Map<string, Reader[]>();
  for (const workload of workloads) {
    for (const read of configReads(workload.object.value)) {
      const key = configKey(read.kind, workload.reference.namespace, read.name);
      const list = readers.get(key);
      if (list) list.push({ workload, read });
      else readers.set(key, [{ workload, read }]);
    }
  }
  const roots = new Map<string, Set<string>>();
  for (const { reference } of configs) {
    const key = configKey(reference.kind, reference.namespace, reference.name);
    roots.set(key, (roots.get(key) ?? new Set()).add(reference.root));
  }
  return {
    readersOf(config) {
      if (config.changedKeys.size === 0) return [];
      const { kind, namespace, name, root } = config.reference;
      const key = configKey(kind, namespace, name);
      const rootsWithIt = roots.get(key) ?? new Set();
      const near = (readers.get(key) ?? []).filter(
        ({ workload }) => workload.reference.root === root || (rootsWithIt.size === 1 && rootsWithIt.has(root)),
      );
      return describeReaders(near, config, restartsNow);
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

function configKey(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace ?? '', name]);
}

function describeReaders(
  readers: readonly Reader[],
  config: ChangedConfig,
  restartsNow: (workload: RevisionObject) => boolean,
): readonly ConfigReader[] {
  const byWorkload = new Map<string, { workload: RevisionObject; via: Set<ConfigRead['via']> }>();
  for (const { workload, read } of readers) {
    if (read.keys && !read.keys.some((key) => config.changedKeys.has(key))) continue;
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
      sees: restartsNow(workload) ? 'WithThisRollout' : whenSeen(workload, via, config),
    }));
}

const viaOrder: readonly ConfigRead['via'][] = ['Env', 'EnvFrom', 'Volume', 'SubPath', 'ImagePullSecret'];

/** Where a workload reads in several ways, the latest of them counts: until then it works with a mixture. */
function whenSeen(
  { reference, object }: RevisionObject,
  via: ReadonlySet<ConfigRead['via']>,
  config: ChangedConfig,
): ConfigReader['sees'] {
  if (reference.kind === 'CronJob' || reference.kind === 'Job') return 'AtTheNextRun';
  const kind = config.reference.kind === 'Secret' ? 'Secret' : 'ConfigMap';
  if (isReloaded(object.value, config.value, kind, config.reference.name)) return 'ByReloader';
  if (via.has('Env') || via.has('EnvFrom') || via.has('SubPath') || config.wasImmutable) return 'AtTheNextRestart';
  return 'WhenTheKubeletSyncs';
}
