import type { JsonObject } from '../../schema/json.ts';
import { defaultClaimSpec } from './claim.ts';
import { defaultFieldRef } from './container.ts';
import { type Draft, refine, refineEach, refineStruct, setDefault } from './draft.ts';
import { pullPolicyFor } from './pull-policy.ts';
import { defaultVolumeSource } from './volume-source.ts';

const defaultMode = 0o644;
const tokenSeconds = 60 * 60;

/** Mirrors SetDefaults_Volume and the defaults of the sources. A volume without any source is an emptyDir. */
export function defaultVolume(volume: JsonObject): JsonObject {
  const draft: Draft = { ...volume };
  if (!Object.keys(draft).some((key) => key !== 'name')) draft['emptyDir'] = {};
  refine(draft, 'configMap', withDefaultMode);
  refine(draft, 'secret', withDefaultMode);
  refine(draft, 'downwardAPI', (source) => withDefaultMode(defaultDownwardItems(source)));
  refine(draft, 'projected', defaultProjected);
  refine(draft, 'ephemeral', defaultEphemeral);
  refine(draft, 'image', (source) => ({ pullPolicy: pullPolicyFor(source['reference']), ...source }));
  return defaultVolumeSource(draft);
}

function withDefaultMode(source: JsonObject): JsonObject {
  return { defaultMode, ...source };
}

function defaultDownwardItems(source: JsonObject): JsonObject {
  const draft: Draft = { ...source };
  refineEach(draft, 'items', (item) => {
    const itemDraft: Draft = { ...item };
    refine(itemDraft, 'fieldRef', defaultFieldRef);
    return itemDraft;
  });
  return draft;
}

function defaultProjected(projected: JsonObject): JsonObject {
  const draft: Draft = { ...projected };
  setDefault(draft, 'defaultMode', defaultMode);
  refineEach(draft, 'sources', (source) => {
    const sourceDraft: Draft = { ...source };
    refine(sourceDraft, 'downwardAPI', defaultDownwardItems);
    refine(sourceDraft, 'serviceAccountToken', (token) => ({ expirationSeconds: tokenSeconds, ...token }));
    return sourceDraft;
  });
  return draft;
}

function defaultEphemeral(ephemeral: JsonObject): JsonObject {
  const draft: Draft = { ...ephemeral };
  refine(draft, 'volumeClaimTemplate', (template) => {
    const templateDraft: Draft = { ...template };
    refineStruct(templateDraft, 'spec', defaultClaimSpec);
    return templateDraft;
  });
  return draft;
}
