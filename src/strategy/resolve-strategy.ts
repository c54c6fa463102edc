import { validateDeploymentStrategy } from '../kubernetes/validation/rollout-strategies.ts';
import type { CanaryStep, Strategy } from '../schema/strategy.ts';
import type { BlueGreenStanza, CanaryStanza, DocumentStep, StrategyStanza } from '../schema/strategy-document.ts';
import { durationSeconds } from './duration-seconds.ts';

/** What is wrong at a place within the stanza. */
interface StanzaProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ResolvedStrategy =
  | {
      readonly type: 'Resolved';
      readonly strategy: Strategy;
      /** What of the stanza is not followed, or otherwise than written, one sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly type: 'Refused'; readonly problems: readonly StanzaProblem[] };

/** Fills in the defaults of Kubernetes and Argo Rollouts, and refuses what they refuse. */
export function resolveStrategy(stanza: StrategyStanza): ResolvedStrategy {
  if (stanza.blueGreen) return resolveBlueGreen(stanza.blueGreen);
  if (stanza.canary) return resolveCanary(stanza.canary);
  return resolveInPlace(stanza);
}

/** Both limits are 25 % where they are not written, as the API server fills them in. */
function resolveInPlace({ type = 'RollingUpdate', rollingUpdate }: StrategyStanza): ResolvedStrategy {
  const limits = { maxSurge: rollingUpdate?.maxSurge ?? '25%', maxUnavailable: rollingUpdate?.maxUnavailable ?? '25%' };
  const isRolling = type === 'RollingUpdate';
  const written = isRolling
    ? { type, rollingUpdate: limits }
    : { type, ...(rollingUpdate && { rollingUpdate: limits }) };
  const problems = [...validateDeploymentStrategy(written, '')].map(({ field, reason }) => ({
    path: field.split('.').filter((step) => step !== ''),
    message: reason,
  }));
  if (problems.length > 0) return { type: 'Refused', problems };
  return { type: 'Resolved', strategy: isRolling ? { type, ...limits } : { type: 'Recreate' }, notes: [] };
}

/** How long Argo Rollouts keeps the old pods where the stanza does not say. */
const scaleDownDelayDefault = 30;

function resolveBlueGreen(stanza: BlueGreenStanza): ResolvedStrategy {
  const { prePromotionAnalysis, postPromotionAnalysis, previewService, previewReplicaCount } = stanza;
  const autoPromotionEnabled = stanza.autoPromotionEnabled !== false && prePromotionAnalysis === undefined;
  return {
    type: 'Resolved',
    strategy: {
      type: 'BlueGreen',
      hasPreview: previewService !== undefined,
      autoPromotionEnabled,
      // As in Argo Rollouts: where a person decides there is no time limit.
      autoPromotionSeconds: autoPromotionEnabled ? (stanza.autoPromotionSeconds ?? 0) : 0,
      scaleDownDelaySeconds: stanza.scaleDownDelaySeconds ?? scaleDownDelayDefault,
      ...(previewReplicaCount === undefined ? {} : { previewReplicaCount }),
    },
    notes: [
      ...(prePromotionAnalysis
        ? ['blueGreen.prePromotionAnalysis is not run: a person decides on the switch in its place.']
        : []),
      ...(postPromotionAnalysis
        ? ['blueGreen.postPromotionAnalysis is not run: look at the new version while the old pods are still there.']
        : []),
      ...immediateRemoval('blueGreen', stanza.scaleDownDelaySeconds),
      ...servicesNote('blueGreen', { activeService: stanza.activeService }),
      ...unfollowed('blueGreen', stanza, [
        'antiAffinity',
        'activeMetadata',
        'previewMetadata',
        'abortScaleDownDelaySeconds',
        'scaleDownDelayRevisionLimit',
        'maxUnavailable',
      ]),
    ],
  };
}

function resolveCanary(stanza: CanaryStanza): ResolvedStrategy {
  const { steps, trafficRouting, scaleDownDelaySeconds, dynamicStableScale } = stanza;
  const routing = trafficRouting ? (trafficRouting.nginx ? 'IngressNginx' : 'GatewayApi') : 'Replicas';
  const resolved = steps.map((step, index) => resolveStep(step, { index, routing }));
  const problems = [
    ...resolved.flatMap((step) => ('message' in step ? [step] : [])),
    ...(routing === 'Replicas' ? withoutRouting(stanza) : []),
  ];
  if (problems.length > 0) return { type: 'Refused', problems };
  return {
    type: 'Resolved',
    strategy: {
      type: 'Canary',
      routing,
      steps: resolved.flatMap((step) => ('message' in step ? [] : [step])),
      scaleDownDelaySeconds: routing === 'Replicas' ? 0 : (scaleDownDelaySeconds ?? scaleDownDelayDefault),
    },
    notes: [
      ...(stanza.analysis
        ? ['canary.analysis is not run beside the steps: nobody but a person at a pause judges the new version.']
        : []),
      ...(dynamicStableScale === true
        ? ['canary.dynamicStableScale is not followed: the old pods stay until the end.']
        : []),
      ...immediateRemoval('canary', scaleDownDelaySeconds),
      ...servicesNote('canary', { stableService: stanza.stableService, canaryService: stanza.canaryService }),
      ...unfollowed('canary', stanza, [
        'maxSurge',
        'maxUnavailable',
        'antiAffinity',
        'canaryMetadata',
        'stableMetadata',
        'abortScaleDownDelaySeconds',
        'scaleDownDelayRevisionLimit',
        'minPodsPerReplicaSet',
      ]),
    ],
  };
}

/** Argo Rollouts refuses these in a canary whose weight is made of pods. */
function withoutRouting({ scaleDownDelaySeconds, dynamicStableScale }: CanaryStanza): readonly StanzaProblem[] {
  const fields = [
    ...(scaleDownDelaySeconds === undefined ? [] : ['scaleDownDelaySeconds']),
    ...(dynamicStableScale === true ? ['dynamicStableScale'] : []),
  ];
  const message = 'is allowed with trafficRouting only: without it the old pods go as the new ones come';
  return fields.map((field) => ({ path: ['canary', field], message }));
}

interface StepPlace {
  readonly index: number;
  readonly routing: Extract<Strategy, { readonly type: 'Canary' }>['routing'];
}

function resolveStep(step: DocumentStep, { index, routing }: StepPlace): CanaryStep | StanzaProblem {
  const problem = (path: readonly string[], message: string) => ({
    path: ['canary', 'steps', index, ...path],
    message,
  });
  const { setWeight, pause, setCanaryScale, analysis } = step;
  if (setWeight !== undefined) return { type: 'SetWeight', weight: setWeight };
  if (pause) {
    if (pause.duration === undefined) return { type: 'Pause' };
    const seconds = durationSeconds(pause.duration);
    return seconds === undefined
      ? problem(['pause', 'duration'], 'expected seconds, or a duration such as 30s, 5m, 1h or 1h30m')
      : { type: 'Pause', durationSeconds: seconds };
  }
  if (setCanaryScale) {
    if (routing === 'Replicas')
      return problem(['setCanaryScale'], 'is allowed with trafficRouting only: without it the weight is made of pods');
    return { type: 'SetCanaryScale', ...withoutUndefined(setCanaryScale) };
  }
  return { type: 'Gate', question: analysisQuestion(analysis) };
}

function withoutUndefined({ replicas, weight, matchTrafficWeight }: NonNullable<DocumentStep['setCanaryScale']>) {
  return {
    ...(replicas === undefined ? {} : { replicas }),
    ...(weight === undefined ? {} : { weight }),
    ...(matchTrafficWeight === undefined ? {} : { matchTrafficWeight }),
  };
}

function analysisQuestion(analysis: DocumentStep['analysis']): string {
  const names = (analysis?.templates ?? []).map(({ templateName }) => templateName);
  const measured =
    names.length === 0 ? '' : ` The document measures it by ${names.join(', ')}, which nothing runs here.`;
  return `Is the new version as good as the old one?${measured}`;
}

/** There a value of 0 keeps the old pods for good, which nobody means by it. */
function immediateRemoval(block: string, seconds: number | undefined): readonly string[] {
  if (seconds !== 0) return [];
  return [`${block}.scaleDownDelaySeconds 0: the old pods go at once; Argo Rollouts would keep them for good.`];
}

function servicesNote(block: string, services: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = Object.entries(services).flatMap(([field, name]) => (name === undefined ? [] : [`${block}.${field}`]));
  if (named.length === 0) return [];
  const names = named.length === 1 ? `The name of ${named.join('')} is` : `The names of ${named.join(' and ')} are`;
  return [`${names} not followed: the Services are those which select the workload’s pods.`];
}

function unfollowed<Stanza extends object>(
  block: string,
  stanza: Stanza,
  fields: readonly (keyof Stanza & string)[],
): readonly string[] {
  const written = fields.filter((field) => stanza[field] !== undefined).map((field) => `${block}.${field}`);
  if (written.length === 0) return [];
  return [
    `Only the controller of Argo Rollouts follows ${written.join(', ')}; here ${written.length === 1 ? 'it has' : 'they have'} no effect.`,
  ];
}
