import type { ReplicaRange } from '../schema/rollout.ts';
import type { DeploymentFacts } from './deployment-facts.ts';

/** One Deployment before and after the change, as far as it exists there. */
export interface DeploymentChange {
  readonly before: DeploymentFacts | undefined;
  readonly after: DeploymentFacts | undefined;
  readonly replicasBefore: ReplicaRange;
  readonly replicasAfter: ReplicaRange;
  /** The pod template of head is another one for the controller. */
  readonly rolls: boolean;
}
