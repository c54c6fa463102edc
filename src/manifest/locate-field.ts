import { lineCounter } from './line-counter.ts';
import { locateNode } from './locate-node.ts';
import type { ObjectPosition } from './manifest-document.ts';
import { isJsonStream } from './split-documents.ts';
import { type ReadText, readJsonStream, readYaml } from './yaml.ts';
import type { YamlNode } from './yaml-node.ts';

/**
 * The line in the file, from 1, of a field of an object (or of the nearest of its ancestors which is written).
 * Parses the object's document: for many fields of one object take `fieldLocator`.
 */
export function locateField(position: ObjectPosition, path: readonly (string | number)[]): number {
  return fieldLocator(position)(path);
}

/** `locateField` for many fields of one object: its document is parsed once. */
export function fieldLocator(position: ObjectPosition): (path: readonly (string | number)[]) => number {
  const { documentText, documentLine, within } = position;
  const root =
    rootOf(isJsonStream(documentText) ? readJsonStream(documentText)[0]?.read : undefined) ??
    rootOf(readYaml(documentText));
  if (root === undefined) return () => position.line;
  const lineAt = lineCounter(documentText, documentLine);
  return (path) => lineAt(locateNode(root, [...within, ...path]));
}

function rootOf(read: ReadText | undefined): YamlNode | undefined {
  return read?.type === 'Value' ? read.root : undefined;
}
