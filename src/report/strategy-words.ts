import { countNoun } from '../schema/count-noun.ts';
import type { CanaryStep, Strategy } from '../schema/strategy.ts';
import { formatDuration } from './format-duration.ts';
import { unreachable } from './unreachable.ts';

/** What a strategy does, one step in a line. */
export function strategySteps(strategy: Strategy): readonly string[] {
  switch (strategy.type) {
    case 'Recreate':
      return ['stop all old pods', 'when they are gone, start the new ones'];
    case 'RollingUpdate': {
      const { maxSurge = '25%', maxUnavailable = '25%' } = strategy;
      return [
        `start new pods: ${amount(maxSurge)} more than wanted`,
        `as new pods become available, stop old ones: ${amount(maxUnavailable)} fewer available than wanted`,
      ];
    }
    case 'BlueGreen':
      return blueGreenSteps(strategy);
    case 'Canary':
      return canarySteps(strategy);
    default:
      return unreachable(strategy);
  }
}

function amount(limit: number | string): string {
  if (limit === 0 || limit === '0%') return 'none';
  return `at most ${String(limit).replace(/%$/, ' %')}`;
}

type OfType<Type extends Strategy['type']> = Extract<Strategy, { readonly type: Type }>;

function blueGreenSteps(strategy: OfType<'BlueGreen'>): readonly string[] {
  const { hasPreview, autoPromotionEnabled, autoPromotionSeconds, previewReplicaCount, scaleDownDelaySeconds } =
    strategy;
  const first =
    previewReplicaCount === undefined
      ? 'the new version in full'
      : countNoun(previewReplicaCount, 'pod of the new version', 'pods of the new version');
  return [
    `start ${first} beside the old one, and wait until all of it is available`,
    ...(hasPreview ? ['show it behind a preview Service'] : []),
    ...(autoPromotionEnabled ? [] : ['wait for a person']),
    ...(autoPromotionSeconds > 0 ? [`wait ${formatDuration(autoPromotionSeconds)}`] : []),
    ...(previewReplicaCount === undefined ? [] : ['bring the new version to its full size']),
    'switch the selector of the Service from the old pods to the new ones',
    ...(scaleDownDelaySeconds > 0
      ? [`keep the old pods for ${formatDuration(scaleDownDelaySeconds)}: until then the way back is the same switch`]
      : []),
    'remove the old pods',
  ];
}

const routers: Record<OfType<'Canary'>['routing'], string> = {
  Replicas: 'by the number of pods behind the Service',
  GatewayApi: 'by the weights of the HTTPRoute',
  IngressNginx: 'by the annotations of a second Ingress',
};

function canarySteps({ routing, steps, scaleDownDelaySeconds }: OfType<'Canary'>): readonly string[] {
  return [
    'start the new version beside the old one',
    ...steps.map((step) => stepWords(step, routers[routing])),
    'give all of the traffic to the new version',
    ...(scaleDownDelaySeconds > 0 ? [`keep the old pods for ${formatDuration(scaleDownDelaySeconds)}`] : []),
    'remove the old pods',
  ];
}

function stepWords(step: CanaryStep, router: string): string {
  switch (step.type) {
    case 'SetWeight':
      return `give it ${step.weight} % of the traffic, ${router}`;
    case 'Pause':
      return step.durationSeconds === undefined ? 'wait for a person' : `wait ${formatDuration(step.durationSeconds)}`;
    case 'SetCanaryScale':
      return scaleWords(step);
    case 'Gate':
      return `wait for a person: ${step.question}`;
    default:
      return unreachable(step);
  }
}

function scaleWords({ replicas, weight }: Extract<CanaryStep, { readonly type: 'SetCanaryScale' }>): string {
  if (replicas !== undefined) return `bring it to ${countNoun(replicas, 'pod')}`;
  return weight === undefined ? 'let its pods follow its share of the traffic' : `bring it to ${weight} % of the pods`;
}
