import { withoutNulls } from '../../kubernetes/without-nulls.ts';
import type { Strategy } from '../../schema/strategy.ts';
import { compileBlueGreen } from './blue-green.ts';
import { compileCanary } from './canary.ts';
import type { Compilation } from './compiled-step.ts';
import { cannotRename, notCompiled } from './refusals.ts';
import { compileInPlace } from './rolling.ts';
import type { WorkloadInPlace } from './workload-in-place.ts';

/**
 * A strategy as steps for one Deployment and what stands in front of it: each step a pure edit of the set of objects,
 * so that its undo is the opposite edit. Refused where the strategy cannot work for the workload.
 */
export function compile(strategy: Strategy, workload: WorkloadInPlace): Compilation {
  const refusal = notCompiled(workload) ?? (strategy.type === 'BlueGreen' ? undefined : cannotRename(workload));
  if (refusal) return refusal;
  const readable = {
    ...workload,
    before: withoutNulls(workload.before),
    after: withoutNulls(workload.after),
    services: workload.services.map(withoutNulls),
    routes: workload.routes.map(withoutNulls),
    autoscalers: workload.autoscalers.map(withoutNulls),
    budgets: workload.budgets.map(withoutNulls),
  };
  if (strategy.type === 'BlueGreen') return compileBlueGreen(strategy, readable);
  if (strategy.type === 'Canary') return compileCanary(strategy, readable);
  return compileInPlace(strategy, readable);
}
