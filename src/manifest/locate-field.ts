import { lineCounter } from './line-counter.ts';
import type { ObjectPosition } from './manifest-document.ts';
import { isJsonStream } from './split-documents.ts';
import { type ReadValue, readJsonStream, readYaml } from './yaml.ts';

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
  const read = readObjectText(documentText);
  const lineAt = lineCounter(documentText, documentLine);
  return (path) => {
    const offset = read?.locate([...within, ...path]);
    return offset === undefined ? position.line : lineAt(offset);
  };
}

function readObjectText(text: string): ReadValue | undefined {
  const json = isJsonStream(text) ? readJsonStream(text)[0]?.read() : undefined;
  if (json?.type === 'Value') return json;
  const yaml = readYaml(text);
  return yaml.type === 'Value' ? yaml : undefined;
}
