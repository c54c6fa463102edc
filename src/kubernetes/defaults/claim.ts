import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { type Draft, refine, refineStruct, setDefault } from './draft.ts';
import { defaultResources } from './resource-list.ts';

/** Mirrors SetDefaults_PersistentVolumeClaimSpec. */
export function defaultClaimSpec(spec: JsonObject): JsonObject {
  const draft: Draft = { ...spec };
  setDefault(draft, 'volumeMode', 'Filesystem');
  refine(draft, 'resources', defaultResources);
  return draft;
}

/** A claim template of a StatefulSet. */
export function defaultClaimTemplate(claim: JsonObject): JsonObject {
  const draft: Draft = { ...claim };
  refineStruct(draft, 'spec', defaultClaimSpec);
  return draft;
}

/** A claim itself, in which dataSource and dataSourceRef mirror each other. Mirrors NormalizeDataSources. */
export function defaultPersistentVolumeClaim(claim: JsonObject): JsonObject {
  const draft: Draft = { ...claim };
  refineStruct(draft, 'spec', (stated) => {
    const spec: Draft = { ...defaultClaimSpec(stated) };
    const { dataSource, dataSourceRef } = spec;
    if (dataSource !== undefined) setDefault(spec, 'dataSourceRef', dataSource);
    else if (isJsonObject(dataSourceRef) && (dataSourceRef['namespace'] ?? '') === '') {
      const { namespace: _, ...source } = dataSourceRef;
      spec['dataSource'] = source;
    }
    return spec;
  });
  return draft;
}
