import type { JsonObject } from '../schema/json.ts';
import { type Draft, setDefault } from './defaults/draft.ts';
import { objectAt } from './field-access.ts';
import type { ObjectKind } from './object-kind.ts';
import { carryOverService, createdService } from './service-carry-over.ts';

/** Stands for whatever identity the cluster gave to the object. */
const liveUid = '00000000-0000-0000-0000-000000000000';
/** Stands for the cluster's default class, and for the volume that was bound. */
const defaultStorageClass = 'standard';
const boundVolume = 'pvc-00000000-0000-0000-0000-000000000000';

/**
 * A defaulted object as it stands in the cluster some time after it was created: what the API server and the
 * controllers give to it once is filled in, with stand-ins where only the cluster knows the value.
 */
export function storeCreated(kind: ObjectKind | undefined, value: JsonObject): JsonObject {
  switch (kind?.kind ?? '') {
    case 'Job':
      return withGeneratedSelector(value);
    case 'PersistentVolumeClaim':
      return asBound(value);
    case 'Service':
      return createdService(value);
    default:
      return value;
  }
}

export interface StoredPair {
  readonly live: JsonObject;
  readonly next: JsonObject;
}

/** A stored object and what takes its place, with what any update leaves as it was. */
export function storeUpdated(kind: ObjectKind | undefined, live: JsonObject, next: JsonObject): StoredPair {
  return kind?.kind === 'Service' ? carryOverService(live, next) : { live, next };
}

/**
 * A whole manifest which replaces a stored object, with what the cluster gave repeated in it: nobody writes that into a
 * manifest, and without it every such update would be refused. Only what `stated`, the manifest before, left open is
 * repeated. A merge keeps these values by itself.
 */
export function repeatGiven(
  kind: ObjectKind | undefined,
  stated: JsonObject,
  live: JsonObject,
  value: JsonObject,
): JsonObject {
  switch (kind?.kind ?? '') {
    case 'Job':
      return withGeneratedSelector(value);
    case 'PersistentVolumeClaim':
      return repeatBinding(stated, live, value);
    default:
      return value;
  }
}

/**
 * Mirrors generateSelector of the job strategy. A job without any label shows the generated ones of its template: the
 * defaults are filled in again whenever it is read.
 */
function withGeneratedSelector(job: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(job, 'spec') };
  if (spec['manualSelector'] === true) return job;
  const name = objectAt(job, 'metadata')['name'] ?? '';
  const selector = objectAt(spec, 'selector');
  const matchLabels = { 'batch.kubernetes.io/controller-uid': liveUid, ...objectAt(selector, 'matchLabels') };
  const template = objectAt(spec, 'template');
  const metadata = objectAt(template, 'metadata');
  const labels = {
    'batch.kubernetes.io/controller-uid': liveUid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': liveUid,
    'job-name': name,
    ...objectAt(metadata, 'labels'),
  };
  spec['selector'] = { ...selector, matchLabels };
  spec['template'] = { ...template, metadata: { ...metadata, labels } };
  return { ...job, metadata: { labels, ...objectAt(job, 'metadata') }, spec };
}

/** A claim is taken to be bound to a volume of exactly the size that it asked for. */
function asBound(claim: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(claim, 'spec') };
  setDefault(spec, 'storageClassName', defaultStorageClass);
  setDefault(spec, 'volumeName', boundVolume);
  return { ...claim, spec, status: { phase: 'Bound', capacity: objectAt(spec, 'resources', 'requests') } };
}

function repeatBinding(stated: JsonObject, live: JsonObject, claim: JsonObject): JsonObject {
  const given = objectAt(live, 'spec');
  const spec: Draft = { ...objectAt(claim, 'spec') };
  for (const key of ['storageClassName', 'volumeName']) {
    const value = given[key];
    if (objectAt(stated, 'spec')[key] === undefined && value !== undefined) setDefault(spec, key, value);
  }
  return { ...claim, spec };
}
