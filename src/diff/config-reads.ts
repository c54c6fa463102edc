import { fieldAt, listAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { ConfigReader } from '../schema/effect.ts';
import type { JsonObject, JsonValue } from '../schema/json.ts';

/** One place in which a pod template reads a ConfigMap or a Secret. */
export interface ConfigRead {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly via: ConfigReader['via'][number];
  /** The keys that are read; undefined: all of them. */
  readonly keys: readonly string[] | undefined;
  /** A pod starts without it as well. */
  readonly isOptional: boolean;
}

/** Every place in which the pods of a workload read a ConfigMap or a Secret. A volume which no container mounts is not read. */
export function configReads(workload: JsonObject): readonly ConfigRead[] {
  const template = podTemplateOf(workload);
  if (!template) return [];
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    listAt(template, 'spec', list),
  );
  const mounts = containers.flatMap((container) => listAt(container, 'volumeMounts'));
  return [
    ...containers.flatMap((container) => listAt(container, 'env')).flatMap(readsOfEnv),
    ...containers.flatMap((container) => listAt(container, 'envFrom')).flatMap(readsOfEnvFrom),
    ...listAt(template, 'spec', 'volumes').flatMap((volume) => readsOfVolume(volume, mounts)),
    ...listAt(template, 'spec', 'imagePullSecrets').flatMap((secret) =>
      read({ kind: 'Secret', via: 'ImagePullSecret', keys: undefined, isOptional: true }, stringAt(secret, 'name')),
    ),
  ];
}

function readsOfEnv(entry: JsonValue): readonly ConfigRead[] {
  return [
    ...readOfKey('ConfigMap', objectAt(entry, 'valueFrom', 'configMapKeyRef')),
    ...readOfKey('Secret', objectAt(entry, 'valueFrom', 'secretKeyRef')),
  ];
}

function readOfKey(kind: ConfigRead['kind'], reference: JsonObject): readonly ConfigRead[] {
  const key = stringAt(reference, 'key');
  const keys = key === undefined ? undefined : [key];
  return read({ kind, via: 'Env', keys, isOptional: isOptional(reference) }, stringAt(reference, 'name'));
}

function readsOfEnvFrom(source: JsonValue): readonly ConfigRead[] {
  return [
    ...readOfAll('ConfigMap', objectAt(source, 'configMapRef')),
    ...readOfAll('Secret', objectAt(source, 'secretRef')),
  ];
}

function readOfAll(kind: ConfigRead['kind'], reference: JsonObject): readonly ConfigRead[] {
  return read(
    { kind, via: 'EnvFrom', keys: undefined, isOptional: isOptional(reference) },
    stringAt(reference, 'name'),
  );
}

function readsOfVolume(volume: JsonValue, mounts: readonly JsonValue[]): readonly ConfigRead[] {
  const own = mounts.filter((mount) => stringAt(mount, 'name') === stringAt(volume, 'name'));
  return [
    ...readsOfSource('ConfigMap', stringAt(volume, 'configMap', 'name'), objectAt(volume, 'configMap'), own),
    ...readsOfSource('Secret', stringAt(volume, 'secret', 'secretName'), objectAt(volume, 'secret'), own),
    ...listAt(volume, 'projected', 'sources').flatMap((source) => [
      ...readsOfSource('ConfigMap', stringAt(source, 'configMap', 'name'), objectAt(source, 'configMap'), own),
      ...readsOfSource('Secret', stringAt(source, 'secret', 'name'), objectAt(source, 'secret'), own),
    ]),
  ];
}

/** A volume mounted as a whole is kept up to date by the kubelet, one file of it mounted by subPath is not. */
function readsOfSource(
  kind: ConfigRead['kind'],
  name: string | undefined,
  source: JsonObject,
  mounts: readonly JsonValue[],
): readonly ConfigRead[] {
  const items = listAt(source, 'items');
  const keys = items.map((item) => stringAt(item, 'key') ?? '');
  const of = { kind, isOptional: isOptional(source) };
  return mounts.flatMap((mount) => {
    const subPath = stringAt(mount, 'subPath') ?? '';
    if (subPath === '' && stringAt(mount, 'subPathExpr') === undefined) {
      return read({ ...of, via: 'Volume', keys: items.length > 0 ? keys : undefined }, name);
    }
    return read({ ...of, via: 'SubPath', keys: keysAt(subPath, items) }, name);
  });
}

/** The keys below a subPath: the items whose path is it or lies within it; without items a key is a path. */
function keysAt(subPath: string, items: readonly JsonValue[]): readonly string[] | undefined {
  if (subPath === '') return undefined;
  if (items.length === 0) return [subPath];
  return items
    .filter((item) => {
      const path = stringAt(item, 'path') ?? '';
      return path === subPath || path.startsWith(`${subPath}/`);
    })
    .map((item) => stringAt(item, 'key') ?? '');
}

function isOptional(reference: JsonObject): boolean {
  return fieldAt(reference, 'optional') === true;
}

function read(how: Omit<ConfigRead, 'name'>, name: string | undefined): readonly ConfigRead[] {
  return name === undefined || name === '' ? [] : [{ ...how, name }];
}
