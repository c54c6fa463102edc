import { lineTable } from './line-counter.ts';
import type { ObjectPosition } from './manifest-document.ts';
import { isJsonStream } from './split-documents.ts';
import { type ReadValue, readJsonStream, readYaml } from './yaml.ts';

/** Gives the line in the file, from 1, of a field of an object (or of the nearest of its ancestors which is written). */
export type FieldLocator = (object: ObjectPosition, path: readonly (string | number)[]) => number;

/** The locator of all objects whose document has this text, which is parsed once. */
export function fieldLocator(documentText: string): FieldLocator {
  const read = readObjectText(documentText);
  const lineAt = lineTable(documentText, 0);
  return ({ within, documentLine, line }, path) => {
    const offset = read?.locate([...within, ...path]);
    return offset === undefined ? line : documentLine + lineAt(offset);
  };
}

function readObjectText(text: string): ReadValue | undefined {
  const json = isJsonStream(text) ? readJsonStream(text)[0]?.read() : undefined;
  if (json?.type === 'Value') return json;
  const yaml = readYaml(text);
  return yaml.type === 'Value' ? yaml : undefined;
}
