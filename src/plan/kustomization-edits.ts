import { isCredential } from '../diff/credential-key.ts';
import { listAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import { readYaml } from '../manifest/yaml.ts';
import { shownEntry } from '../roots/kustomization/url.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/**
 * What an edit of a kustomization says in itself, where nothing builds it: other images, replicas, generated values and
 * resources, one phrase each: “image shop/web: newTag 1.4.2 → 1.5.0”. Values which may be secret are left out.
 */
export function kustomizationEdits(before: string | undefined, after: string | undefined): readonly string[] {
  const [base, head] = [mappingOf(before), mappingOf(after)];
  if (!base || !head) return [];
  return [
    ...namedEdits(base, head, 'images', (name) => `image ${name}`),
    ...namedEdits(base, head, 'replicas', (name) => `replicas of ${name}`),
    ...generatorEdits(base, head, 'configMapGenerator', 'ConfigMap'),
    ...generatorEdits(base, head, 'secretGenerator', 'Secret'),
    ...['resources', 'components', 'bases'].flatMap((field) => entryEdits(base, head, field)),
  ];
}

function mappingOf(text: string | undefined): JsonObject | undefined {
  const read = text === undefined ? undefined : readYaml(text);
  return read?.type === 'Value' && isJsonObject(read.value) ? read.value : undefined;
}

/** The fields of entries which have a name; one that comes or goes is told as a whole. */
function namedEdits(
  base: JsonObject,
  head: JsonObject,
  field: string,
  titleOf: (name: string) => string,
): readonly string[] {
  const [before, after] = [byName(base, field), byName(head, field)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name) ?? {}, after.get(name) ?? {}];
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => key !== 'name');
    return keys.flatMap((key) => {
      const change = transition(one[key], other[key]);
      return change === undefined ? [] : [`${titleOf(name)}: ${key} ${change}`];
    });
  });
}

function byName(kustomization: JsonObject, field: string): ReadonlyMap<string, JsonObject> {
  return new Map(
    listAt(kustomization, field).flatMap((entry) => {
      const name = stringAt(entry, 'name');
      return name === undefined ? [] : [[name, objectAt(entry)] as const];
    }),
  );
}

function transition(before: JsonValue | undefined, after: JsonValue | undefined): string | undefined {
  const [one, other] = [textOf(before), textOf(after)];
  if (one === other) return undefined;
  return `${one ?? 'nothing'} → ${other ?? 'nothing'}`;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : `${value}`;
}

/** Of a Secret only the keys are told. */
function generatorEdits(base: JsonObject, head: JsonObject, field: string, kind: string): readonly string[] {
  const [before, after] = [byName(base, field), byName(head, field)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [literalsOf(before.get(name)), literalsOf(after.get(name))];
    return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => {
      const [old, current] = [one.get(key), other.get(key)];
      if (old === current) return [];
      const isSecret =
        kind === 'Secret' || [old, current].some((value) => value !== undefined && isCredential(key, value));
      return [`${kind} ${name}: ${key} ${isSecret ? 'changes' : (transition(old, current) ?? 'changes')}`];
    });
  });
}

function literalsOf(entry: JsonObject | undefined): ReadonlyMap<string, string> {
  return new Map(
    listAt(entry, 'literals').flatMap((literal) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(stringAt(literal) ?? '') ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function entryEdits(base: JsonObject, head: JsonObject, field: string): readonly string[] {
  const [before, after] = [entriesOf(base, field), entriesOf(head, field)];
  return [
    ...[...after].filter((entry) => !before.has(entry)).map((entry) => `${field}: ${entry} is added`),
    ...[...before].filter((entry) => !after.has(entry)).map((entry) => `${field}: ${entry} is removed`),
  ];
}

function entriesOf(kustomization: JsonObject, field: string): ReadonlySet<string> {
  return new Set(
    listAt(kustomization, field)
      .flatMap((entry) => stringAt(entry) ?? [])
      .map(shownEntry),
  );
}
