import type { Finding, Severity } from '../../src/schema/finding.ts';
import type { ObjectReference } from '../../src/schema/object-reference.ts';
import type { ResourceChange } from '../../src/schema/resource-change.ts';
import type { WorkloadRollout } from '../../src/schema/rollout.ts';
import { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import type { RolloutAction, RolloutStep } from '../../src/schema/timeline.ts';
import type { TrafficChange } from '../../src/schema/traffic.ts';

/** A valid plan; a test states only what matters. The summary is counted from the rest unless it is given. */
export function planOf(parts: Partial<RolloutPlan> = {}): RolloutPlan {
  const { changes = [], rollouts = [], traffic = [], findings = [], notComputed = [] } = parts;
  const percents = rollouts.flatMap(({ capacity, type }) =>
    type.startsWith('Rolls') ? (capacity.floorPercent ?? []) : [],
  );
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return RolloutPlan.parse({
    formatVersion: '1.0',
    tool: { name: 'rollcast', version: '0.1.0' },
    kubernetesVersion: '1.34',
    base: { type: 'Commit', ref: 'main', commit: `41d07e5${'0'.repeat(33)}` },
    head: { type: 'Commit', ref: 'feature', commit: `9f3c2ab${'0'.repeat(33)}` },
    outcome:
      changes.length > 0 || rollouts.length > 0 ? 'Changed' : notComputed.length > 0 ? 'Indeterminate' : 'Unchanged',
    summary: {
      workloadsRolling: rollouts.filter(({ type }) => type.startsWith('Rolls')).length,
      workloadsScaling: rollouts.filter(({ type }) => type.endsWith('Scales')).length,
      trafficSwitches: traffic.filter((each) => each.switch).length,
      rejected: changes.filter(({ rejected }) => rejected.length > 0).length,
      findings: { high: count('high'), medium: count('medium'), low: count('low'), info: count('info') },
      capacityFloorPercent: percents.length === 0 ? null : Math.min(...percents),
      peakExtraPods: rollouts.reduce((sum, { capacity }) => sum + Math.max(0, capacity.peakPods - capacity.base), 0),
      peakExtraRequests: { cpu: '0', memory: '0' },
    },
    changes,
    rollouts,
    traffic,
    findings,
    notComputed,
    diagnostics: [],
    assumptions: ['base is assumed to be fully rolled out'],
    ...parts,
  });
}

export function reference(name: string, kind = 'Deployment', parts: Partial<ObjectReference> = {}): ObjectReference {
  const apiVersion = kind === 'Deployment' || kind === 'StatefulSet' ? 'apps/v1' : 'v1';
  return { apiVersion, kind, namespace: 'prod', name, root: 'prod', ...parts };
}

/** An edited Deployment whose image changes. */
export function imageChange(name: string, parts: Partial<ResourceChange> = {}): ResourceChange {
  const path = 'spec.template.spec.containers[name=web].image';
  return {
    object: reference(name),
    action: 'update',
    effects: [{ type: 'RollsPods', reason: path, orderOnly: false }],
    fields: [{ path, type: 'Changed', before: 'shop/web:1.4.2', after: 'shop/web:1.5.0' }],
    rejected: [],
    source: { path: `prod/${name}.yaml`, line: 1, revision: 'head' },
    hunks:
      '@@ -10,3 +10,3 @@\n       containers:\n-        - image: shop/web:1.4.2\n+        - image: shop/web:1.5.0\n',
    ...parts,
  };
}

export function step(
  at: number,
  [old, oldAvailable, fresh, newAvailable]: readonly [number, number, number, number],
  actions: readonly RolloutAction[],
  parts: Partial<RolloutStep> = {},
): RolloutStep {
  return { at, old, oldAvailable, new: fresh, newAvailable, terminating: 0, times: 1, actions, ...parts };
}

export const started = (pods: number): RolloutAction => ({ type: 'PodsStarted', generation: 'new', pods });
export const stopped = (pods: number): RolloutAction => ({ type: 'PodsStopped', generation: 'old', pods });
export const available = (pods: number): RolloutAction => ({ type: 'PodsAvailable', generation: 'new', pods });

/** Eight pods, 25 % and 25 %, ready 40 s after they start. */
export function rollingRollout(name: string, parts: Partial<WorkloadRollout> = {}): WorkloadRollout {
  return {
    object: reference(name),
    type: 'Rolls',
    strategy: {
      type: 'RollingUpdate',
      name: 'rolling-update',
      decidedBy: 'Default',
      maxSurge: '25%',
      maxUnavailable: '25%',
      surgePods: 2,
      unavailablePods: 2,
    },
    replicas: { min: 8, max: 8, decidedBy: 'Manifest' },
    outcome: 'Completed',
    timeline: [],
    steps: [
      step(0, [6, 6, 4, 0], [started(4), stopped(2)]),
      step(40, [2, 2, 8, 4], [available(4), stopped(4), started(4)]),
      step(80, [0, 0, 8, 8], [available(4), stopped(2)]),
    ],
    capacity: {
      base: 8,
      desired: 8,
      floor: 6,
      floorPercent: 75,
      floorGuaranteed: true,
      peakPods: 10,
      peakRequests: { cpu: '5', memory: '10Gi' },
      extraRequests: { cpu: '1', memory: '2Gi' },
    },
    duration: {
      bestSeconds: 60,
      expectedSeconds: 80,
      worstSeconds: 120,
      assumptions: ['image pull 10 s', 'process start 5 s', 'readiness from the probe (25 s, then every 5 s)'],
    },
    stall: {
      atSeconds: 0,
      oldPods: 6,
      newPods: 4,
      available: 6,
      availablePercent: 75,
      reportedAfterSeconds: 600,
      steps: [step(0, [6, 6, 4, 0], [started(4), stopped(2)])],
    },
    rollback: {
      outcome: 'Completed',
      seconds: 40,
      floor: 6,
      steps: [
        step(
          0,
          [0, 0, 8, 6],
          [
            { type: 'PodsStopped', generation: 'old', pods: 4 },
            { type: 'PodsStarted', generation: 'new', pods: 2 },
          ],
        ),
      ],
    },
    remarks: [],
    ...parts,
  };
}

export function scalingRollout(name: string, from: number, to: number): WorkloadRollout {
  const { stall: _, rollback: __, ...rest } = rollingRollout(name);
  return {
    ...rest,
    type: 'Scales',
    replicas: { min: to, max: to, decidedBy: 'Manifest' },
    steps: [step(0, [0, 0, to, from], [started(to - from)]), step(20, [0, 0, to, to], [available(to - from)])],
    capacity: {
      base: from,
      desired: to,
      floor: from,
      floorPercent: 100,
      floorGuaranteed: true,
      peakPods: to,
      peakRequests: { cpu: '500m', memory: '512Mi' },
      extraRequests: { cpu: '0', memory: '0' },
    },
    duration: { bestSeconds: 20, expectedSeconds: 20, worstSeconds: 20, assumptions: ['image pull 10 s'] },
  };
}

export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'capacity-floor-zero',
    severity: 'high',
    object: reference('web'),
    message: 'none of 8 pods is available at the lowest moment',
    source: { path: 'prod/web.yaml', line: 31, revision: 'head' },
    remediation: 'Set maxUnavailable below the number of replicas.',
    ...parts,
  };
}

function selectorSwitch(name: string): TrafficChange {
  return {
    object: reference(name, 'Service'),
    before: { selector: { app: 'api', version: 'blue' }, workloads: [reference('api-blue')] },
    after: { selector: { app: 'api', version: 'green' }, workloads: [reference('api-green')] },
    endpoints: { before: 6, floor: 0, after: 6 },
    switch: {
      type: 'Selector',
      before: { app: 'api', version: 'blue' },
      after: { app: 'api', version: 'green' },
      windowSeconds: 40,
    },
  };
}

/** One of everything: what a busy pull request brings. */
export function busyPlan(parts: Partial<RolloutPlan> = {}): RolloutPlan {
  const service = reference('api', 'Service');
  return planOf({
    changes: [
      imageChange('web'),
      imageChange('worker', {
        effects: [{ type: 'Scales', from: 3, to: 5 }],
        fields: [{ path: 'spec.replicas', type: 'Changed', before: 3, after: 5 }],
      }),
      imageChange('api', {
        object: service,
        effects: [{ type: 'MovesTraffic', reason: 'the selector changes' }],
        fields: [{ path: 'spec.selector.version', type: 'Changed', before: 'blue', after: 'green' }],
      }),
      imageChange('db', {
        object: reference('db', 'StatefulSet'),
        effects: [
          {
            type: 'Rejected',
            field: 'spec',
            reason: 'updates to statefulset spec for fields other than these are forbidden',
          },
        ],
        rejected: [{ field: 'spec', reason: 'updates to statefulset spec for fields other than these are forbidden' }],
        fields: [{ path: 'spec.serviceName', type: 'Changed', before: 'db', after: 'database' }],
      }),
      imageChange('flags', {
        object: reference('flags', 'ConfigMap'),
        effects: [
          {
            type: 'ConfigReaches',
            readers: [
              { object: reference('web'), via: ['EnvFrom'], sees: 'WithThisRollout' },
              { object: reference('cron'), via: ['Volume', 'Env'], sees: 'AtTheNextRestart' },
            ],
          },
        ],
        fields: [{ path: 'data.FEATURE_X', type: 'Changed', before: 'false', after: 'true' }],
      }),
      imageChange('keys', {
        object: reference('keys', 'Secret'),
        effects: [{ type: 'UpdatesObject' }],
        fields: [{ path: 'data.token', type: 'Changed', masked: true }],
      }),
      imageChange('cron', {
        effects: [{ type: 'NoEffect', reason: 'a default is written out' }],
        fields: [
          { path: 'spec.template.spec.containers[name=web].ports[0].protocol', type: 'SameMeaning', after: 'TCP' },
        ],
      }),
    ],
    rollouts: [rollingRollout('web'), scalingRollout('worker', 3, 5)],
    traffic: [
      selectorSwitch('api'),
      {
        object: reference('web', 'Service'),
        before: { selector: { app: 'web' }, workloads: [reference('web')] },
        after: { selector: { app: 'web' }, workloads: [reference('web')] },
        endpoints: { before: 8, floor: 6, after: 8 },
      },
    ],
    findings: [
      finding({
        rule: 'api-server-refusal',
        object: reference('db', 'StatefulSet'),
        message: 'spec: updates to statefulset spec for fields other than these are forbidden',
        source: { path: 'prod/db.yaml', line: 4, revision: 'head' },
        remediation: 'Keep the field as it is, or delete and create the object.',
      }),
      finding({
        rule: 'floor-not-guaranteed',
        severity: 'medium',
        message: 'this change removes the readiness probe: new pods count as ready as soon as they start',
        remediation: 'Keep a readinessProbe on the containers which serve traffic.',
      }),
      finding({
        rule: 'capacity-floor-zero',
        severity: 'low',
        object: reference('cron'),
        message: 'Recreate stops all 2',
      }),
    ],
    notComputed: [
      {
        what: 'apps/legacy/values.yaml',
        reason: 'NeedsHelm',
        detail: 'the chart legacy-1.2 is not in the repository',
        source: { path: 'apps/legacy/values.yaml', line: 1, revision: 'head' },
        linesChanged: { added: 2, removed: 1 },
      },
    ],
    diagnostics: [
      {
        type: 'DuplicateKey',
        message: 'the key LOG_LEVEL stands twice, the last one wins',
        source: { path: 'prod/flags.yaml', line: 7, revision: 'head' },
      },
    ],
    ...parts,
  });
}
