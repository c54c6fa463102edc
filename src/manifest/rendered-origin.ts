import { fieldAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import { isJsonArray, type JsonObject, type JsonValue } from '../schema/json.ts';
import { readYaml } from './yaml.ts';

/** Where kustomize says that an object comes from; paths are from the top of the repository. */
export interface RenderedOrigin {
  /** Of the file in which the object is written; undefined: a generator made it, or it is not of this repository. */
  readonly path: string | undefined;
  /** Of the kustomization (or the configuration of a generator) which made it. */
  readonly configuredIn: string | undefined;
  /** All that the object went through, in that order, whether or not it changed anything. */
  readonly transformations: readonly Transformation[];
}

interface Transformation {
  readonly configuredIn: string;
  /** ImageTagTransformer, PatchTransformer, LabelTransformer, … */
  readonly kind: string;
}

/** Where the repository stands as seen from the kustomization which is built. */
export const renderedTree = '../tree';

const originKey = 'config.kubernetes.io/origin';
const transformationsKey = 'alpha.config.kubernetes.io/transformations';

/**
 * Takes kustomize's annotations off an object. Their paths begin with `treePrefix`, which is removed: with "../tree" the
 * path "../tree/apps/base/x.yaml" is "apps/base/x.yaml". Never throws: what cannot be read says nothing.
 */
export function takeOrigin(
  object: JsonObject,
  treePrefix: string,
): { readonly object: JsonObject; readonly origin: RenderedOrigin } {
  const annotations = objectAt(object, 'metadata', 'annotations');
  const origin = readText(stringAt(annotations, originKey));
  const transformations = readText(stringAt(annotations, transformationsKey));
  return {
    object: withoutAnnotations(object, annotations),
    origin: {
      path: pathInTree(origin, 'path', treePrefix),
      configuredIn: pathInTree(origin, 'configuredIn', treePrefix),
      transformations: isJsonArray(transformations)
        ? transformations.flatMap((each) => transformationOf(each, treePrefix))
        : [],
    },
  };
}

function readText(text: string | undefined): JsonValue | undefined {
  const read = text === undefined ? undefined : readYaml(text);
  return read?.type === 'Value' ? read.value : undefined;
}

function transformationOf(value: JsonValue, treePrefix: string): readonly Transformation[] {
  const configuredIn = pathInTree(value, 'configuredIn', treePrefix);
  const kind = stringAt(value, 'configuredBy', 'kind');
  return configuredIn === undefined || kind === undefined ? [] : [{ configuredIn, kind }];
}

/** What has a `repo` lies in another repository. */
function pathInTree(value: JsonValue | undefined, field: string, treePrefix: string): string | undefined {
  const path = stringAt(value, field);
  const prefix = `${treePrefix}/`;
  if (path === undefined || !path.startsWith(prefix) || fieldAt(value, 'repo') !== undefined) return undefined;
  const steps = path.slice(prefix.length).split('/');
  return steps.some((step) => step === '' || step === '.' || step === '..') ? undefined : steps.join('/');
}

/** An object which has no others loses the mapping as well. */
function withoutAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  if (!Object.hasOwn(annotations, originKey) && !Object.hasOwn(annotations, transformationsKey)) return object;
  const left = Object.entries(annotations).filter(([key]) => key !== originKey && key !== transformationsKey);
  const metadata = Object.entries(objectAt(object, 'metadata')).flatMap(([key, value]): [string, JsonValue][] => {
    if (key !== 'annotations') return [[key, value]];
    return left.length === 0 ? [] : [[key, Object.fromEntries(left)]];
  });
  return { ...object, metadata: Object.fromEntries(metadata) };
}
