import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { isHttpHeaderName } from './names.ts';
import { forbidden, invalid, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum, validateNonNegative, validatePort, validatePortNumber } from './scalars.ts';

const probeNames = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** The probes and lifecycle hooks of a container which runs along with the pod. */
export function* validateProbes(container: JsonObject, path: string, graceSeconds: number): Rejections {
  for (const hook of ['postStart', 'preStop'] as const) {
    if (!isSet(container, 'lifecycle', hook)) continue;
    yield* validateHandler(objectAt(container, 'lifecycle', hook), `${path}.lifecycle.${hook}`, graceSeconds);
  }
  for (const name of probeNames) {
    if (isSet(container, name)) yield* validateProbe(objectAt(container, name), name, `${path}.${name}`);
  }
}

/** An init container which ends takes neither probes nor hooks. */
export function* validateNoProbes(container: JsonObject, path: string): Rejections {
  for (const name of ['lifecycle', ...probeNames] as const) {
    if (isSet(container, name)) {
      yield forbidden(`${path}.${name}`, 'must not be set for an init container without restartPolicy Always');
    }
  }
}

/** Mirrors validateLivenessProbe, validateReadinessProbe and validateStartupProbe. */
function* validateProbe(probe: JsonObject, name: (typeof probeNames)[number], path: string): Rejections {
  yield* validateHandler(probe, path, 0);
  yield* validateNonNegative(
    probe,
    path,
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  );
  const grace = integerAt(probe, 'terminationGracePeriodSeconds');
  const graceField = `${path}.terminationGracePeriodSeconds`;
  if (grace !== undefined && grace <= 0) yield invalid(graceField, 'must be greater than 0');
  if (name === 'readinessProbe') {
    if (grace !== undefined) yield invalid(graceField, 'must not be set for a readiness probe');
  } else if (integerAt(probe, 'successThreshold') !== 1) {
    yield invalid(`${path}.successThreshold`, 'must be 1: only a readiness probe may ask for more');
  }
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** Exactly one way to ask. Mirrors validateHandler: the first is checked, each further one is forbidden. */
function* validateHandler(value: JsonObject, path: string, graceSeconds: number): Rejections {
  const given = handlers.filter((handler) => isSet(value, handler));
  const [first, ...further] = given;
  if (first === undefined) {
    yield required(path, 'must say how to ask: exec, httpGet, tcpSocket, grpc or sleep');
    return;
  }
  yield* validateAction(first, objectAt(value, first), `${path}.${first}`, graceSeconds);
  for (const handler of further) yield forbidden(`${path}.${handler}`, 'must not be set beside another handler');
}

function* validateAction(
  handler: (typeof handlers)[number],
  action: JsonObject,
  path: string,
  graceSeconds: number,
): Rejections {
  switch (handler) {
    case 'exec':
      if (listAt(action, 'command').length === 0) yield required(`${path}.command`);
      return;
    case 'httpGet':
      yield* validateHttpGet(action, path);
      return;
    case 'tcpSocket':
      yield* validatePort(fieldAt(action, 'port'), `${path}.port`);
      return;
    case 'grpc':
      yield* validatePortNumber(fieldAt(action, 'port'), `${path}.port`);
      return;
    case 'sleep': {
      const seconds = integerAt(action, 'seconds') ?? 0;
      if (seconds < 0 || seconds > graceSeconds) {
        yield invalid(path, 'must be at least 0 and not above terminationGracePeriodSeconds');
      }
    }
  }
}

function* validateHttpGet(action: JsonObject, path: string): Rejections {
  if ((stringAt(action, 'path') ?? '') === '') yield required(`${path}.path`);
  yield* validatePort(fieldAt(action, 'port'), `${path}.port`);
  yield* validateEnum(fieldAt(action, 'scheme'), `${path}.scheme`, ['HTTP', 'HTTPS']);
  for (const header of listAt(action, 'httpHeaders')) {
    if (!isHttpHeaderName(stringAt(header, 'name') ?? '')) {
      yield invalid(`${path}.httpHeaders`, 'a header name is not valid');
    }
  }
}
