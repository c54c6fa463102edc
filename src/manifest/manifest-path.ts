/** Whether a file may hold manifests, or says how manifests are built: by its name alone. */
export function isManifestPath(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) || isKustomizationPath(path);
}

/** The file names that kustomize looks for. */
export function isKustomizationPath(path: string): boolean {
  return /^(?:kustomization\.ya?ml|Kustomization)$/.test(fileName(path));
}

export function isChartPath(path: string): boolean {
  return /^(?:Chart|requirements)\.(?:ya?ml|lock)$/.test(fileName(path));
}

/** `values.yaml`, `values-production.yaml`, `app.values.yaml`: what Helm's values files are called. */
export function isValuesPath(path: string): boolean {
  return /^(?:values(?:[-_.].*)?|.*[-_.]values)\.ya?ml$/.test(fileName(path));
}

/** Below a directory which is called as the templates of a chart are. */
export function isInTemplates(path: string): boolean {
  return path.startsWith('templates/') || path.includes('/templates/');
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
