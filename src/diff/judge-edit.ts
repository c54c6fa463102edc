import { contentEqual, upkeepEqual } from '../kubernetes/content-equal.ts';
import { toServedVersion } from '../kubernetes/conversions/served-version.ts';
import { fieldAt, integerAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import { resolveFenceposts } from '../kubernetes/int-or-percent.ts';
import { servedKind } from '../kubernetes/object-kinds.ts';
import { rollsPods } from '../kubernetes/rolls-pods.ts';
import type { Hold } from '../schema/effect.ts';
import type { JsonObject, JsonValue } from '../schema/json.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { Rejection } from '../schema/rejection.ts';
import { type StoreOptions, storeEdit, storeNew } from './store-edit.ts';
import type { Verdict } from './verdict.ts';

/**
 * What the API server and the controllers make of an edit of one object, from one manifest to another; undefined:
 * the object is not there. The live object is taken to be what the API server made of `before` when it was created.
 */
export function judgeEdit(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  options: StoreOptions,
): Verdict {
  const from = before === undefined ? undefined : toServedVersion(before);
  const to = after === undefined ? undefined : toServedVersion(after);
  if (from !== undefined && to !== undefined && identityOf(from) === identityOf(to)) {
    return judgeUpdate(from, to, options);
  }
  if (to === undefined) return { ...nothingRolls, action: from === undefined ? 'none' : 'delete' };
  return judgeCreation(to, from === undefined ? 'create' : 'delete+create', options);
}

const nothingRolls = { semanticallyEqual: false, rolls: null, scales: false, rejected: [] } as const;

function judgeCreation(manifest: JsonObject, action: 'create' | 'delete+create', options: StoreOptions): Verdict {
  const { next, rejected } = storeNew(manifest, options);
  return { ...nothingRolls, action, rejected, ...numbersOf(next, rejected) };
}

function judgeUpdate(from: JsonObject, to: JsonObject, options: StoreOptions): Verdict {
  const { kind, live, next, rejected } = storeEdit(from, to, options);
  const semanticallyEqual = contentEqual(kind, live, next);
  const rolls = rejected.length > 0 ? null : rollsPods(kind, live, next);
  const isSame = semanticallyEqual && rolls !== true && upkeepEqual(live, next);
  return {
    action: isSame ? 'none' : 'update',
    semanticallyEqual,
    rolls,
    scales: kind !== undefined && rejected.length === 0 && replicasOf(live) !== replicasOf(next),
    rejected,
    ...(rolls === true ? holdOf(next) : {}),
    ...numbersOf(next, rejected),
  };
}

/** Another kind, namespace or name is another object. Versions of one API group share their objects. */
function identityOf(manifest: JsonObject): string {
  const metadata = objectAt(manifest, 'metadata');
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const kind = stringAt(manifest, 'kind') ?? '';
  const isNamespaced = servedKind(apiVersion, kind)?.isNamespaced ?? true;
  const namespace = isNamespaced ? (stringAt(metadata, 'namespace') ?? 'default') : '';
  return JSON.stringify([apiGroup(apiVersion), kind, namespace, stringAt(metadata, 'name') ?? '']);
}

function replicasOf(object: JsonObject): JsonValue | undefined {
  return fieldAt(object, 'spec', 'replicas');
}

/** What keeps the new template from the pods until somebody acts. */
function holdOf(next: JsonObject): { readonly heldBy?: Hold } {
  if (fieldAt(next, 'spec', 'paused') === true) return { heldBy: 'Paused' };
  const strategy = objectAt(next, 'spec', 'updateStrategy');
  if (strategy['type'] === 'OnDelete') return { heldBy: 'OnDelete' };
  return (integerAt(strategy, 'rollingUpdate', 'partition') ?? 0) > 0 ? { heldBy: 'Partition' } : {};
}

/** maxSurge and maxUnavailable of a Deployment in pods; a Recreate has neither. */
function numbersOf(object: JsonObject, rejected: readonly Rejection[]): Pick<Verdict, 'numbers'> {
  if (object['kind'] !== 'Deployment' || object['apiVersion'] !== 'apps/v1' || rejected.length > 0) return {};
  const strategy = objectAt(object, 'spec', 'strategy');
  if (strategy['type'] !== 'RollingUpdate') return { numbers: { surge: 0, unavailable: 0 } };
  const { maxSurge, maxUnavailable } = objectAt(strategy, 'rollingUpdate');
  const posts = resolveFenceposts(maxSurge, maxUnavailable, integerAt(object, 'spec', 'replicas') ?? 0);
  return posts.type === 'Fenceposts' ? { numbers: { surge: posts.surge, unavailable: posts.unavailable } } : {};
}
