import { fieldAt, listAt, objectAt } from '../../kubernetes/field-access.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { copyAs } from './object-parts.ts';

/** A copy of a Service within the cluster: its ports and selector, nothing that only one Service can have. */
export function internalCopy(service: JsonObject, name: string): JsonObject {
  const { selector, ports } = objectAt(service, 'spec');
  return {
    ...copyAs(service, name),
    spec: {
      ...(fieldAt(service, 'spec', 'clusterIP') === 'None' && { clusterIP: 'None' }),
      ...(selector !== undefined && { selector }),
      ...(ports !== undefined && { ports: listAt(ports).map(withoutNodePort) }),
    },
  };
}

function withoutNodePort(port: JsonValue): JsonValue {
  if (!isJsonObject(port)) return port;
  const { nodePort: _, ...rest } = port;
  return rest;
}
