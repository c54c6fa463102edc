import { splitStream } from '../../manifest/split-stream.ts';
import { isJsonObject } from '../../schema/json.ts';
import {
  type Contents,
  hinderedBy,
  joinContents,
  type Obstacle,
  pathsOf,
  referencesOf,
  referringTo,
} from './contents.ts';
import { generatorContents } from './generators.ts';
import { asText, entriesOf, fieldOf, isInline, notInline, type Place, type TextPlace, textsIn } from './place.ts';
import { isGitUrl, isWebUrl, shownEntry } from './url.ts';

/** What an entry of generators, transformers or validators needs: it is YAML in place, or names a file or a directory. */
export function pluginContents(field: string, entry: TextPlace): Contents {
  // Also what has lines is a place for kustomize where it is no YAML of an object.
  const isRemote = isWebUrl(entry.value) || isGitUrl(entry.value);
  if (isRemote || !isInline(entry.value)) return referringTo(referencesOf(field, [entry], { type: 'Resource' }));
  return placedAt(entry.at, joinContents(inlineObjects(entry.value).map((object) => objectContents(field, object))));
}

function inlineObjects(text: string): readonly Place[] {
  const documents = splitStream(text).map(({ read }) => read());
  return documents.flatMap((read) =>
    read.type === 'Value' && isJsonObject(read.value) ? [{ value: read.value, at: [] }] : [],
  );
}

/** Places in a text within the text of the kustomization are those of the entry. */
function placedAt(at: Place['at'], { references, obstacles, secretValues }: Contents): Contents {
  return {
    references: references.map((reference) => ({ ...reference, at })),
    obstacles: obstacles.map((obstacle) => ({ ...obstacle, at })),
    secretValues,
  };
}

function objectContents(field: string, object: Place): Contents {
  const [apiVersion, kind] = [textAt(object, 'apiVersion'), textAt(object, 'kind')];
  // Without a kind it is no object, which kustomize takes for the path of a file.
  if (kind === '') return referringTo([]);
  if (apiVersion !== 'builtin' || isFunction(object)) return hinderedBy(pluginObstacle(field, `${apiVersion} ${kind}`));
  return builtins.get(kind)?.(field, object) ?? referringTo([]);
}

function pluginObstacle(field: string, name: string): Obstacle {
  return { type: 'Plugin', message: `${field}: ${shownEntry(name)} is a plugin, and plugins are not run`, at: [] };
}

/** A function runs in a container, or as a program of the machine. */
function isFunction(object: Place): boolean {
  const annotations = fieldOf(fieldOf(object, 'metadata'), 'annotations');
  return ['config.kubernetes.io/function', 'config.k8s.io/function'].some(
    (name) => fieldOf(annotations, name).value !== undefined,
  );
}

function patchContents(field: string, object: Place): Contents {
  return referringTo(referencesOf(field, pathsOf([object])));
}

function strategicPatchContents(field: string, object: Place): Contents {
  return referringTo(referencesOf(field, notInline(textsIn(fieldOf(object, 'paths')))));
}

function replacementContents(field: string, object: Place): Contents {
  return referringTo(referencesOf(field, pathsOf(entriesOf(fieldOf(object, 'replacements')))));
}

function chartContents(field: string, object: Place): Contents {
  const message = `${field}: the chart ${shownEntry(textAt(object, 'name'))} needs Helm`;
  return hinderedBy({ type: 'HelmChart', message, at: object.at });
}

/** The plugins of kustomize itself which read files, by kind. */
const builtins: ReadonlyMap<string, (field: string, object: Place) => Contents> = new Map([
  ['ConfigMapGenerator', (field, object) => generatorContents(field, object, false)],
  ['SecretGenerator', (field, object) => generatorContents(field, object, true)],
  ['PatchTransformer', patchContents],
  ['PatchJson6902Transformer', patchContents],
  ['PatchStrategicMergeTransformer', strategicPatchContents],
  ['ReplacementTransformer', replacementContents],
  ['HelmChartInflationGenerator', chartContents],
]);

function textAt(object: Place, name: string): string {
  return asText(fieldOf(object, name))[0]?.value ?? '';
}
