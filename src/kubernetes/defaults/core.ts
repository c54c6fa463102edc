import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { fieldAt, objectAt } from '../field-access.ts';
import { type Draft, refine, refineEach } from './draft.ts';
import { encodeBase64 } from './encode-base64.ts';
import { defaultResourceList } from './resource-list.ts';

/** `stringData` is only a way to write `data` and wins over it. */
export function defaultSecret(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  const draft: Draft = { type: 'Opaque', ...rest };
  if (!isJsonObject(stringData)) return draft;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    encodeBase64(typeof value === 'string' ? value : ''),
  ]);
  draft['data'] = { ...objectAt(draft, 'data'), ...Object.fromEntries(encoded) };
  return draft;
}

/** Every namespace carries its name as a label, and a finalizer of its own which nobody edits. */
export function defaultNamespace(namespace: JsonObject): JsonObject {
  const name = fieldAt(namespace, 'metadata', 'name');
  if (typeof name !== 'string') return namespace;
  const metadata = objectAt(namespace, 'metadata');
  const labels = { ...objectAt(metadata, 'labels'), 'kubernetes.io/metadata.name': name };
  return { ...namespace, metadata: { ...metadata, labels }, spec: { finalizers: ['kubernetes'] } };
}

/** Of its secrets a service account keeps the names. */
export function defaultServiceAccount(account: JsonObject): JsonObject {
  const draft: Draft = { ...account };
  refineEach(draft, 'secrets', ({ name }) => (name === undefined ? {} : { name }));
  return draft;
}

export function defaultResourceQuota(quota: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(quota, 'spec') };
  refine(spec, 'hard', defaultResourceList);
  return { ...quota, spec };
}

/** Mirrors SetDefaults_LimitRangeItem: for containers, default is max, and defaultRequest is default, else min. */
export function defaultLimitRange(range: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(range, 'spec') };
  refineEach(spec, 'limits', (limit) => {
    const draft: Draft = { ...limit };
    for (const field of limitFields) refine(draft, field, defaultResourceList);
    if (draft['type'] !== 'Container') return draft;
    setAmounts(draft, 'default', objectAt(draft, 'max'));
    setAmounts(draft, 'defaultRequest', { ...objectAt(draft, 'min'), ...objectAt(draft, 'default') });
    return draft;
  });
  return { ...range, spec };
}

const limitFields: readonly string[] = ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'];

function setAmounts(draft: Draft, field: string, defaults: Readonly<Record<string, JsonValue>>): void {
  const amounts = { ...defaults, ...objectAt(draft, field) };
  if (Object.keys(amounts).length > 0) draft[field] = amounts;
}
