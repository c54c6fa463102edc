import { parseFieldPath } from '../manifest/parse-field-path.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

type Step = string | number;

/** `${NAME}`, `${NAME:=default}`: what Flux and envsubst fill in; `$(NAME)`: kustomize vars and Argo CD; `{{ … }}`: templates. */
const placeholder = /\$\{[A-Za-z_]\w*[^}]*\}|\$\([A-Za-z_]\w*\)|\{\{.*?\}\}/;
const filledIn = /\$\{([A-Za-z_]\w*)(?::?[=-]([^}]*))?\}/g;

/**
 * A manifest as it may look once another tool has filled in its `${…}`: the default where one is written, else a word
 * made of the name, valid wherever Kubernetes wants a name or a label. The same object where there is nothing to fill in.
 */
export function withStandIns(manifest: JsonObject): JsonObject {
  if (!holdsPlaceholder(manifest)) return manifest;
  return Object.fromEntries(Object.entries(manifest).map(([key, value]) => [key, fill(value)]));
}

/**
 * Whether the value of a field which the API server would refuse is filled in later: a text, or a list or map of texts.
 * What lies deeper is no reason: the refusal of a whole spec or template is about something else than a text in it.
 */
export function isOpenField(manifest: JsonObject, field: string): boolean {
  const path = parseFieldPath(field, manifest);
  if (path.length < 2) return false;
  const value = valueAt(manifest, path);
  if (isJsonArray(value)) return value.some(isPlaceholder);
  return isJsonObject(value) ? Object.values(value).some(isPlaceholder) : isPlaceholder(value);
}

/** The manifest without some of its fields. */
export function withoutFields(manifest: JsonObject, fields: readonly string[]): JsonObject {
  let result: JsonValue = manifest;
  for (const field of fields) result = without(result, parseFieldPath(field, result));
  return isJsonObject(result) ? result : manifest;
}

function fill(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return value.replaceAll(filledIn, (_, name: string, written: string | undefined) => {
      return written ?? name.toLowerCase().replaceAll('_', '-');
    });
  }
  if (isJsonArray(value)) return value.map(fill);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
}

function isPlaceholder(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && placeholder.test(value);
}

function holdsPlaceholder(value: JsonValue): boolean {
  if (typeof value === 'string') return isPlaceholder(value);
  if (isJsonArray(value)) return value.some(holdsPlaceholder);
  return isJsonObject(value) && Object.values(value).some(holdsPlaceholder);
}

function valueAt(value: JsonValue, path: readonly Step[]): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of path) {
    if (isJsonArray(current) && typeof step === 'number') current = current[step];
    else if (isJsonObject(current) && typeof step === 'string') current = current[step];
    else return undefined;
  }
  return current;
}

function without(value: JsonValue, [step, ...rest]: readonly Step[]): JsonValue {
  if (isJsonArray(value) && typeof step === 'number') {
    return value.map((item, index) => (index === step && rest.length > 0 ? without(item, rest) : item));
  }
  if (!isJsonObject(value) || typeof step !== 'string' || value[step] === undefined) return value;
  if (rest.length > 0) return { ...value, [step]: without(value[step], rest) };
  const { [step]: _, ...others } = value;
  return others;
}
