import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  /** `route` is the pattern, as `/v1/plans/:id`: an address of its own for each plan would be a series for each. */
  readonly observe: (request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
}

const secondsBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the service has done since it started, for Prometheus. */
export function serviceMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'rollcast_' });
  const labels = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'rollcast_http_requests_total',
    help: 'Requests by what they asked and what they got.',
    labelNames: labels,
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'rollcast_http_request_duration_seconds',
    help: 'How long requests took, by what they asked.',
    labelNames: ['method', 'route'] as const,
    buckets: secondsBuckets,
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: ({ method, route, status, seconds }) => {
      requests.inc({ method, route, status: String(status) });
      durations.observe({ method, route }, seconds);
    },
  };
}
