import type { ManifestFile, ManifestObject } from '../../src/manifest/manifest-document.ts';

/** A file of Deployments, one document each, ten lines apart. "team/web" has a namespace. */
export function fileOf(path: string, ...names: readonly string[]): ManifestFile {
  const documents = names.map((name, index) => ({
    path,
    index,
    line: index * 10 + 1,
    text: '',
    content: { type: 'Objects' as const, objects: [deployment(path, name, index * 10 + 1)] },
  }));
  return { path, text: '', documents, diagnostics: [], size: 0 };
}

function deployment(path: string, fullName: string, line: number): ManifestObject {
  const [name = '', namespace] = fullName.split('/').toReversed();
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    name,
    value: {},
    document: { path, line, documentText: '', documentLine: line, within: [] },
  };
}
