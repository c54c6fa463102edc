import { stringMapAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { JsonObject } from '../schema/json.ts';

/**
 * Whether Stakater's Reloader, if the cluster runs it, restarts a workload when this ConfigMap or Secret changes, by the
 * annotations of its documentation: `auto` for everything that is read, `reload` for named ones, `search` with `match`.
 */
export function isReloaded(
  workload: JsonObject,
  config: JsonObject,
  kind: 'ConfigMap' | 'Secret',
  name: string,
): boolean {
  const ofConfig = stringMapAt(config, 'metadata', 'annotations');
  if (ofConfig['reloader.stakater.com/ignore'] === 'true') return false;
  const annotations = {
    ...stringMapAt(podTemplateOf(workload), 'metadata', 'annotations'),
    ...stringMapAt(workload, 'metadata', 'annotations'),
  };
  const word = kind === 'ConfigMap' ? 'configmap' : 'secret';
  if (names(annotations[`${word}.reloader.stakater.com/reload`]).includes(name)) return true;
  if (names(annotations[`${word}s.exclude.reloader.stakater.com/reload`]).includes(name)) return false;
  if (annotations['reloader.stakater.com/auto'] === 'true') return true;
  if (annotations[`${word}.reloader.stakater.com/auto`] === 'true') return true;
  return annotations['reloader.stakater.com/search'] === 'true' && ofConfig['reloader.stakater.com/match'] === 'true';
}

function names(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').map((name) => name.trim());
}
