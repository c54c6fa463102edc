import { gated, ignored, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';
import { typedLocalObjectReference, typedObjectReference } from './references.ts';

// What a PersistentVolumeClaim asks for, also as a template (k8s.io/api/core/v1).

const volumeResourceRequirements = struct({
  limits: map(quantity),
  requests: map(quantity),
});

const persistentVolumeClaimSpec = struct({
  accessModes: list(text),
  dataSource: pointer(typedLocalObjectReference),
  dataSourceRef: pointer(typedObjectReference),
  resources: volumeResourceRequirements,
  selector: pointer(labelSelector),
  storageClassName: pointer(text),
  volumeAttributesClassName: gated('1.34', pointer(text)),
  volumeMode: pointer(text),
  volumeName: text,
});

export const persistentVolumeClaimTemplate = struct({
  metadata: objectMeta,
  spec: persistentVolumeClaimSpec,
});

export const persistentVolumeClaim = struct({
  apiVersion: ignored,
  kind: ignored,
  metadata: objectMeta,
  spec: persistentVolumeClaimSpec,
  status: ignored,
});
