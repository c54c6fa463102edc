import type { ObjectChange } from '../diff/object-change.ts';
import { fieldAt } from '../kubernetes/field-access.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Effect } from '../schema/effect.ts';
import { identityKey } from '../schema/object-identity.ts';
import { type ChangedConfig, changedKeys, indexReaders, type ReadersOfConfig } from './config-readers.ts';
import { isConfig } from './relations.ts';
import { present, type RevisionPair } from './revision-pairs.ts';

interface Revisions {
  /** All objects of both revisions. */
  readonly pairs: readonly RevisionPair[];
  readonly read: ObjectReader;
}

/**
 * Adds to every changed ConfigMap and Secret the workloads of head which read a changed key, and when they see it.
 * Needs the other changes: a reader which rolls anyway sees the new content with its new pods.
 */
export function addConfigReaders(
  changes: readonly ObjectChange[],
  { pairs, read }: Revisions,
): readonly ObjectChange[] {
  if (!changes.some(isReadable)) return changes;
  const restarting = new Set(changes.filter(startsNewPods).map(({ change }) => identityKey(change.object)));
  const index = indexReaders(
    pairs.flatMap(({ head }) => (head && podTemplateOf(head.object.value) ? [head] : [])),
    pairs.filter(isConfigPair),
    ({ reference }) => restarting.has(identityKey(reference)),
  );
  const replaced = new Map(changes.map((change) => [identityKey(change.change.object), change.before]));
  return changes.map((change) => {
    const config = isReadable(change) ? changedConfig(change, replaced, read) : undefined;
    return config ? withReaders(change, index.readersOf(config)) : change;
  });
}

function isConfigPair(pair: RevisionPair): boolean {
  const object = present(pair);
  return object !== undefined && isConfig(object);
}

function isReadable({ change, verdict }: ObjectChange): boolean {
  return isConfig({ reference: change.object }) && verdict.rejected.length === 0;
}

function startsNewPods({ change }: ObjectChange): boolean {
  return change.effects.some(
    (effect) => effect.type === 'StartsPods' || (effect.type === 'RollsPods' && effect.heldBy === undefined),
  );
}

function changedConfig(
  { change, before, after }: ObjectChange,
  replaced: ReadonlyMap<string, RevisionObject | undefined>,
  read: ObjectReader,
): ChangedConfig | undefined {
  const config = after ?? before;
  const normal = (object: RevisionObject | undefined) => object && read(object.object.value).filled;
  const linked = change.action === 'create' ? change.pairedWith : undefined;
  const continued = linked && replaced.get(identityKey(linked.object));
  return (
    config && {
      config,
      changedKeys: changedKeys(normal(before ?? continued), normal(after)),
      wasImmutable: fieldAt(before?.object.value, 'immutable') === true,
    }
  );
}

/** In its place among the effects; whoever is reached by a change needs no telling that the object is updated. */
function withReaders(changed: ObjectChange, { readers, remarks }: ReadersOfConfig): ObjectChange {
  const { change } = changed;
  const reaches: Effect[] = readers.length === 0 ? [] : [{ type: 'ConfigReaches', readers }];
  const others = change.effects.filter(
    ({ type }) => readers.length === 0 || (type !== 'UpdatesObject' && type !== 'NoEffect'),
  );
  return {
    ...changed,
    change: { ...change, effects: [...others, ...reaches], ...(remarks.length > 0 && { remarks }) },
  };
}
