import type { ConformanceSuite } from './suite.ts';

/** Every suite, loaded only when it is asked for. */
export const suites: ReadonlyMap<string, () => Promise<ConformanceSuite>> = new Map([
  ['deployment', async () => (await import('./suites/deployment.ts')).suite],
  ['statefulset', async () => (await import('./suites/stateful-set.ts')).suite],
  ['daemonset', async () => (await import('./suites/daemon-set.ts')).suite],
  ['verdicts', async () => (await import('./suites/verdicts.ts')).suite],
  ['yaml', async () => (await import('./suites/yaml.ts')).suite],
  ['quantity', async () => (await import('./suites/quantity.ts')).suite],
  ['selector', async () => (await import('./suites/selector.ts')).suite],
  ['int-or-percent', async () => (await import('./suites/int-or-percent.ts')).suite],
]);
