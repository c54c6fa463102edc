import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { NotComputedReason } from '../schema/not-computed.ts';
import { apiGroup } from '../schema/object-identity.ts';
import { identifyObject, type ObjectIdentity } from './identify-object.ts';
import { inheritType, isListObject } from './list-object.ts';
import { isChartPath, isInTemplates, isKustomizationPath, isValuesPath } from './manifest-path.ts';
import { partialReason } from './partial-object.ts';

/** What the value of one document is. */
export interface Classification {
  readonly content:
    | { readonly type: 'Objects'; readonly objects: readonly FoundObject[] }
    | { readonly type: 'Empty' }
    | OtherContent;
  readonly problems: readonly ObjectProblem[];
}

export interface FoundObject {
  readonly identity: ObjectIdentity;
  readonly value: JsonObject;
  /** The way to it within the document. */
  readonly within: readonly (string | number)[];
}

interface ObjectProblem {
  readonly within: readonly (string | number)[];
  readonly message: string;
}

interface OtherContent {
  readonly type: 'Other';
  readonly reason: NotComputedReason;
  readonly detail: string;
}

/**
 * Says what a document is: tells objects (also those within Lists) from patches, templates, encrypted files and all
 * the rest that lies in repositories. `value` is what `text` holds.
 */
export function classifyDocument(path: string, text: string, value: JsonValue): Classification {
  if (value === null) return { content: { type: 'Empty' }, problems: [] };
  if (!isJsonObject(value))
    return { content: isJsonArray(value) ? classifyList(value) : notAManifest('a single value'), problems: [] };
  const other = recognise(path, value);
  if (other !== undefined) return { content: other, problems: [] };
  return isListObject(value) ? unfoldList(value) : classifyObject(path, text, value);
}

const patchOperations: ReadonlySet<JsonValue | undefined> = new Set([
  'add',
  'remove',
  'replace',
  'move',
  'copy',
  'test',
]);

function classifyList(items: readonly JsonValue[]): OtherContent {
  const isPatch =
    items.length > 0 && items.every((item) => isJsonObject(item) && patchOperations.has(item['op']) && 'path' in item);
  return isPatch ? other('Patch', 'a JSON6902 patch: a list of operations') : notAManifest('a list');
}

/** Documents which their place or their form gives away, whatever else they hold. */
function recognise(path: string, value: JsonObject): OtherContent | undefined {
  const { apiVersion, kind, sops } = value;
  if (isJsonObject(sops) && typeof sops['mac'] === 'string') {
    return other(
      'BinaryOrEncrypted',
      'encrypted by SOPS: every encryption changes all of the values, so they cannot be compared',
    );
  }
  if (isKustomization(path, apiVersion))
    return other('NeedsKustomize', 'a kustomization: what it changes shows only in its build');
  // It may hold parts of Secrets, and no cluster gets it.
  if (apiVersion === 'builtin') {
    return other(
      'NeedsKustomize',
      'the configuration of a transformer or generator: what it changes shows only in a build',
    );
  }
  if (isChartPath(path)) return other('NeedsHelm', 'a chart: what it installs shows only when it is rendered');
  if (isValuesPath(path) && (typeof apiVersion !== 'string' || typeof kind !== 'string')) {
    return other('NeedsHelm', 'values of a chart: what they change shows only when it is rendered');
  }
  if (kind === 'Template' && isJsonArray(value['objects'])) {
    return other('NeedsTemplating', 'an OpenShift template: its objects depend on its parameters');
  }
  return undefined;
}

function isKustomization(path: string, apiVersion: JsonValue | undefined): boolean {
  if (typeof apiVersion !== 'string') return isKustomizationPath(path);
  const group = apiGroup(apiVersion);
  return group === 'kustomize.config.k8s.io' || (isKustomizationPath(path) && group !== 'kustomize.toolkit.fluxcd.io');
}

function unfoldList(list: JsonObject): Classification {
  const objects: FoundObject[] = [];
  const problems: ObjectProblem[] = [];
  collectItems(list, [], objects, problems);
  return { content: { type: 'Objects', objects }, problems };
}

/** Lists within lists are unfolded too; an item which is no object is a problem of its own and not that of the others. */
function collectItems(
  list: JsonObject,
  way: readonly (string | number)[],
  objects: FoundObject[],
  problems: ObjectProblem[],
): void {
  const items = isJsonArray(list['items']) ? list['items'] : [];
  for (const [index, item] of items.entries()) {
    const within = [...way, 'items', index];
    if (!isJsonObject(item)) {
      problems.push({ within, message: 'an item of a List is not an object' });
    } else if (isListObject(item)) {
      collectItems(item, within, objects, problems);
    } else {
      const value = inheritType(list, item);
      const found = identifyObject(value);
      if (found.type === 'Identified') objects.push({ identity: found.identity, value, within });
      else
        problems.push({
          within: [...within, ...(found.problem?.field ?? [])],
          message: `an item of a List: ${found.problem?.message ?? found.detail}`,
        });
    }
  }
}

function classifyObject(path: string, text: string, value: JsonObject): Classification {
  const found = identifyObject(value);
  if (found.type === 'Unidentified') {
    const { reason, detail, problem } = found;
    const problems = problem === undefined ? [] : [{ within: problem.field, message: problem.message }];
    return { content: other(reason, detail), problems };
  }
  const { identity } = found;
  if (Object.values(identity).some((text) => text?.includes('{{') === true)) {
    const detail = 'a template: what it is called is filled in later';
    return { content: other(isInTemplates(path) ? 'NeedsHelm' : 'NeedsTemplating', detail), problems: [] };
  }
  const partial = partialReason(identity, value, text);
  if (partial !== undefined) {
    return {
      content: other('Patch', `a part of a ${identity.kind} (${partial}): a patch, or filled in by another tool`),
      problems: [],
    };
  }
  return { content: { type: 'Objects', objects: [{ identity, value, within: [] }] }, problems: [] };
}

function notAManifest(what: string): OtherContent {
  return other('NotAManifest', `the document is ${what}`);
}

function other(reason: NotComputedReason, detail: string): OtherContent {
  return { type: 'Other', reason, detail };
}
