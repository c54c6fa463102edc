import { posix } from 'node:path';
import type { RevisionFile } from '../app/ports.ts';
import { decodeText } from '../manifest/decode-text.ts';
import { lineCounter } from '../manifest/line-counter.ts';
import { readYaml } from '../manifest/yaml.ts';
import type { JsonValue } from '../schema/json.ts';

/** A kustomization of a request, as kustomize reads it. */
export interface KustomizationFile {
  readonly path: string;
  readonly directory: string;
  readonly value: JsonValue;
  /** `base/kustomization.yaml:3`, for a field or its nearest ancestor. */
  readonly placeOf: (field: readonly (string | number)[]) => string;
}

/** A text is why the file cannot be read, with its place. */
export function readKustomization({ path, bytes }: RevisionFile): KustomizationFile | string {
  const decoded = decodeText(bytes);
  if (decoded.type === 'Other') return `${path}: ${decoded.detail}`;
  if (decoded.type === 'NotUtf8') return `${path}:${decoded.line}: the file is not UTF-8`;
  // Unlike kubectl, kustomize does not mind a byte order mark.
  const text = decoded.text.replace(/^\ufeff/, '');
  const lineAt = lineCounter(text, 1);
  const read = readYaml(text);
  if (read.type === 'Refused') return `${path}:${lineAt(read.offset)}: ${read.reason}`;
  return {
    path,
    directory: posix.dirname(path),
    value: read.value,
    placeOf: (field) => `${path}:${lineAt(read.locate(field) ?? 0)}`,
  };
}
