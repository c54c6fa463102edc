import { gated, int32, int64, intOrText, list, pointer, struct, text } from './field-type.ts';

// Probes and lifecycle hooks (k8s.io/api/core/v1).

const execAction = struct({
  command: list(text),
});

const httpHeader = struct({
  name: text,
  value: text,
});

const httpGetAction = struct({
  host: text,
  httpHeaders: list(httpHeader),
  path: text,
  port: intOrText,
  scheme: text,
});

const tcpSocketAction = struct({
  host: text,
  port: intOrText,
});

const grpcAction = struct({
  port: int32,
  service: pointer(text),
});

const sleepAction = struct({
  seconds: int64,
});

export const probe = struct({
  exec: pointer(execAction),
  failureThreshold: int32,
  grpc: pointer(grpcAction),
  httpGet: pointer(httpGetAction),
  initialDelaySeconds: int32,
  periodSeconds: int32,
  successThreshold: int32,
  tcpSocket: pointer(tcpSocketAction),
  terminationGracePeriodSeconds: pointer(int64),
  timeoutSeconds: int32,
});

const lifecycleHandler = struct({
  exec: pointer(execAction),
  httpGet: pointer(httpGetAction),
  sleep: pointer(sleepAction),
  tcpSocket: pointer(tcpSocketAction),
});

export const lifecycle = struct({
  postStart: pointer(lifecycleHandler),
  preStop: pointer(lifecycleHandler),
  stopSignal: gated(undefined, pointer(text)),
});
