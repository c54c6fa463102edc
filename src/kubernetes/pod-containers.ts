import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';

/** The ordinary containers of a pod spec, in its order. */
export function containersOf(podSpec: JsonObject): readonly JsonObject[] {
  return objectsOf(podSpec['containers']);
}

/** The init containers of a pod spec, sidecars among them, in its order: that in which they start. */
export function initContainersOf(podSpec: JsonObject): readonly JsonObject[] {
  return objectsOf(podSpec['initContainers']);
}

/** An init container which keeps running beside the others (restartPolicy: Always). */
export function isSidecar(initContainer: JsonObject): boolean {
  return initContainer['restartPolicy'] === 'Always';
}

/** The containers which run while the pod serves: sidecars, then the others. */
export function runningContainersOf(podSpec: JsonObject): readonly JsonObject[] {
  return [...initContainersOf(podSpec).filter(isSidecar), ...containersOf(podSpec)];
}

export function nameOf(container: JsonObject): string {
  return typeof container['name'] === 'string' ? container['name'] : '';
}

/** The image which a container pulls; undefined if it has none or must find it on the node. */
export function imageToPull(container: JsonObject): string | undefined {
  const image = container['image'];
  return typeof image === 'string' && container['imagePullPolicy'] !== 'Never' ? image : undefined;
}

/** The different images of a pod which may have to be pulled, in the order of need. */
export function pulledImages(podSpec: JsonObject): readonly string[] {
  const images = [...initContainersOf(podSpec), ...containersOf(podSpec)].map(imageToPull);
  return [...new Set(images.filter((image) => image !== undefined))];
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}
