import type { Strategy } from '../../schema/strategy.ts';
import { compileCanaryReplicas } from './canary-replicas.ts';
import { compileCanaryRoutes } from './canary-routes.ts';
import type { Compilation } from './compiled-step.ts';
import { cannotRunTwice, cannotSwitch } from './refusals.ts';
import { gatewayApi, ingressNginx } from './weighted-routes.ts';
import type { WorkloadInPlace } from './workload-in-place.ts';

type Canary = Extract<Strategy, { type: 'Canary' }>;

/** A second Deployment with some pods of the new version beside the live one, until the live one takes it over. */
export function compileCanary(strategy: Canary, workload: WorkloadInPlace): Compilation {
  const refusal = cannotRunTwice(workload) ?? cannotSwitch(workload);
  if (refusal) return refusal;
  if (strategy.routing === 'Replicas') return compileCanaryReplicas(strategy, workload);
  return compileCanaryRoutes(strategy, workload, strategy.routing === 'GatewayApi' ? gatewayApi : ingressNginx);
}
