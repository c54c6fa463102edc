import { isSeparatorAllowed, splitDocuments } from '../manifest/split-documents.ts';
import { type ReadText, readYaml } from '../manifest/yaml.ts';

/** The documents of a file as kustomize reads it: JSON is YAML to it. */
export function writtenDocuments(text: string): readonly ReadText[] {
  return splitDocuments(text.replace(/^\ufeff/, '')).map((document) => {
    const { text, separator } = document;
    const read = readYaml(text);
    const isUnclear = separator !== undefined && !isSeparatorAllowed(separator.rest);
    if (read.type === 'Refused' || (!isUnclear && read.ignoredFrom === undefined)) return read;
    const reason = 'a document does not end where the next one begins';
    return { type: 'Refused', reason, offset: read.ignoredFrom ?? text.length, isLimit: false };
  });
}
