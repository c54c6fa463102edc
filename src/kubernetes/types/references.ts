import { pointer, struct, text } from './field-type.ts';

// References from one object to another (k8s.io/api/core/v1).

export const localObjectReference = struct({
  name: text,
});

export const secretReference = struct({
  name: text,
  namespace: text,
});

export const objectReference = struct({
  apiVersion: text,
  fieldPath: text,
  kind: text,
  name: text,
  namespace: text,
  resourceVersion: text,
  uid: text,
});

export const typedLocalObjectReference = struct({
  apiGroup: pointer(text),
  kind: text,
  name: text,
});

export const typedObjectReference = struct({
  apiGroup: pointer(text),
  kind: text,
  name: text,
  namespace: pointer(text),
});
