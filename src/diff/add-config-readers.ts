import { fieldAt } from '../kubernetes/field-access.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Effect } from '../schema/effect.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import { type ChangedConfig, changedKeys, indexReaders } from './config-readers.ts';
import type { ObjectChange } from './object-change.ts';

interface Revisions {
  readonly base: readonly RevisionObject[];
  readonly head: readonly RevisionObject[];
  readonly read: ObjectReader;
}

/**
 * Adds to every changed ConfigMap and Secret the workloads of head which read a changed key, and when they see it.
 * Needs the other changes: a reader which rolls anyway sees the new content with its new pods.
 */
export function addConfigReaders(changes: readonly ObjectChange[], revisions: Revisions): readonly ObjectChange[] {
  if (!changes.some(isReadable)) return changes;
  const restarting = new Set(changes.filter(startsNewPods).map(({ change }) => identityKey(change.object)));
  const index = indexReaders(
    revisions.head.filter(({ object }) => podTemplateOf(object.value) !== undefined),
    [...revisions.base, ...revisions.head].filter(({ reference }) => isConfig(reference)),
    ({ reference }) => restarting.has(identityKey(reference)),
  );
  const replaced = new Map(changes.map((change) => [identityKey(change.change.object), change.before]));
  return changes.map((change) => {
    if (!isReadable(change)) return change;
    const readers = index.readersOf(changedConfig(change, replaced, revisions));
    return readers.length === 0 ? change : withEffect(change, { type: 'ConfigReaches', readers });
  });
}

function isReadable({ change, verdict }: ObjectChange): boolean {
  return isConfig(change.object) && verdict.rejected.length === 0;
}

function isConfig({ apiVersion, kind }: ObjectReference): boolean {
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

function startsNewPods({ change }: ObjectChange): boolean {
  return change.effects.some(
    (effect) => effect.type === 'StartsPods' || (effect.type === 'RollsPods' && effect.heldBy === undefined),
  );
}

function changedConfig(
  { change, before, after }: ObjectChange,
  replaced: ReadonlyMap<string, RevisionObject | undefined>,
  { read }: Revisions,
): ChangedConfig {
  const normal = (object: RevisionObject | undefined) => object && read(object.object.value).filled;
  const linked = change.action === 'create' ? change.pairedWith : undefined;
  const continued = linked && replaced.get(identityKey(linked.object));
  return {
    reference: change.object,
    value: (after ?? before)?.object.value ?? {},
    changedKeys: changedKeys(normal(before ?? continued), normal(after)),
    wasImmutable: fieldAt(before?.object.value, 'immutable') === true,
  };
}

/** In its place among the effects; whoever is reached by a change needs no telling that the object is updated. */
function withEffect(changed: ObjectChange, effect: Effect): ObjectChange {
  const effects = changed.change.effects.filter(({ type }) => type !== 'UpdatesObject' && type !== 'NoEffect');
  return { ...changed, change: { ...changed.change, effects: [...effects, effect] } };
}
