import type { ConfigReader, Effect, EffectType, Hold } from '../schema/effect.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { StallReason, WorkloadRollout } from '../schema/rollout.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { countNoun } from './count-noun.ts';
import { versionChange } from './field-words.ts';
import { formatDuration } from './format-duration.ts';
import type { ObjectNames } from './object-names.ts';
import { code, joinPhrases, type Phrase, phrase, strong } from './phrase.ts';
import type { PlanEntry } from './plan-entries.ts';
import { unreachable } from './unreachable.ts';
import { clipText } from './visible-text.ts';

/** In a few words what becomes of one object: a cell of the table. */
export function happeningPhrase(entry: PlanEntry): Phrase {
  const { change, rollout, traffic } = entry;
  const effects = (change?.effects ?? []).flatMap((effect) => shortEffect(effect, entry) ?? []);
  const isTold = change?.effects.some(({ type }) => podEffects.has(type)) ?? false;
  const own = rollout && !isTold ? [rolloutPhrase(rollout), ...effects] : effects;
  const stuck = rollout?.outcomeReason === undefined ? [] : [phrase`${stallReasons[rollout.outcomeReason]}`];
  const moves = traffic && traffic.switch !== undefined ? [switchPhrase(traffic.switch)] : [];
  const parts = [...own, ...stuck, ...moves];
  return parts.length === 0 ? phrase`changes` : joinPhrases(parts, '; ');
}

/** The effects which tell of a rollout themselves. */
const podEffects: ReadonlySet<EffectType> = new Set<EffectType>([
  'Rejected',
  'RollsPods',
  'StartsPods',
  'StopsPods',
  'Scales',
]);

/** “`version=blue` → `version=green`”: only the labels which differ. */
export function switchPhrase({ before, after }: NonNullable<TrafficChange['switch']>): Phrase {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  const show = (labels: Readonly<Record<string, string>>) =>
    differing.flatMap((key) => {
      const value = labels[key];
      return value === undefined ? [] : [`${key}=${value}`];
    });
  return phrase`switches ${labelsPhrase(show(before))} → ${labelsPhrase(show(after))}`;
}

function labelsPhrase(labels: readonly string[]): Phrase {
  return labels.length === 0 ? phrase`no selector` : code(clip(labels.join(',')));
}

export const stallReasons: Record<StallReason, string> = {
  NeverReady: 'the new pods never become ready',
  ScalingDeadlockEqualSize: 'gets stuck: the controller can neither start nor stop a pod',
  ScalingDeadlockRecreate: 'gets stuck: old pods stay, and Recreate waits until they are gone',
  NoProgress: 'gets stuck: no pod can start or stop',
};

const holds: Record<Hold, string> = {
  Paused: 'held: it is paused',
  OnDelete: 'held: OnDelete waits until somebody deletes a pod',
  Partition: 'held by its partition',
};

function rolloutPhrase({ type, capacity }: WorkloadRollout): Phrase {
  switch (type) {
    case 'Rolls':
      return phrase`rolls`;
    case 'Scales':
      return phrase`scales ${capacity.base} → ${capacity.desired}, nothing restarts`;
    case 'RollsAndScales':
      return phrase`rolls and scales ${capacity.base} → ${capacity.desired}`;
    case 'Starts':
      return phrase`new, ${countNoun(capacity.desired, 'pod')}`;
    case 'Stops':
      return phrase`removed, ${podsStop(capacity.base)}`;
    default:
      return unreachable(type);
  }
}

function shortEffect(effect: Effect, { change, rollout, traffic }: PlanEntry): Phrase[] | undefined {
  switch (effect.type) {
    case 'Rejected':
      return [phrase`refused by the API server: ${code(clip(effect.field))}`];
    case 'Recreates':
      return [phrase`is another object now: ${clipText(effect.reason, 120)}`];
    case 'RollsPods':
      return [rollsPhrase(effect, change)];
    case 'StartsPods':
      return [effect.replicas === undefined ? phrase`new` : phrase`new, ${countNoun(effect.replicas, 'pod')}`];
    case 'StopsPods':
      return [effect.replicas === undefined ? phrase`removed` : phrase`removed, ${podsStop(effect.replicas)}`];
    case 'Scales':
      return [
        phrase`scales ${effect.from} → ${effect.to}${rollout?.type === 'RollsAndScales' ? [] : phrase`, nothing restarts`}`,
      ];
    case 'ConfigReaches':
      return effect.readers.length === 0
        ? undefined
        : [phrase`read by ${countNoun(effect.readers.length, 'workload')}`];
    case 'MovesTraffic':
      return traffic?.switch ? undefined : [phrase`${clipText(effect.reason, 120)}`];
    case 'StrategyOnly':
      return [phrase`only how it rolls next time changes`];
    case 'UpdatesObject':
      return undefined;
    case 'NoEffect':
      return [phrase`nothing happens: ${clipText(effect.reason, 120)}`];
    default:
      return unreachable(effect);
  }
}

function rollsPhrase(effect: Effect & { type: 'RollsPods' }, change: ResourceChange | undefined): Phrase {
  const version = versionChange(change);
  const what = version
    ? phrase`image ${code(clip(version.before))} → ${code(clip(version.after))}`
    : phrase`${clipText(effect.reason, 120)}`;
  const held = effect.heldBy === undefined ? [] : phrase`, ${strong(phrase`${holds[effect.heldBy]}`)}`;
  if (effect.orderOnly) return phrase`rolls, although only order or spelling changes${held}`;
  return effect.heldBy === undefined ? phrase`rolls, ${what}` : phrase`new template, ${what}${held}`;
}

/** When a reader of a changed ConfigMap or Secret sees it. */
export function readerPhrase({ object, via, sees }: ConfigReader, names: ObjectNames): Phrase {
  const ways = [...new Set(via.map((way) => readings[way]))].join(' and ');
  return phrase`${names.full(object)} reads it${ways === '' ? '' : ` as ${ways}`} and ${sightings[sees]}`;
}

const readings: Record<ConfigReader['via'][number], string> = {
  Env: 'environment',
  EnvFrom: 'environment',
  Volume: 'files',
  SubPath: 'a subPath mount',
  ImagePullSecret: 'an image pull secret',
};

const sightings: Record<ConfigReader['sees'], Phrase> = {
  WithThisRollout: phrase`sees it, because its pods are replaced in this rollout`,
  WhenTheKubeletSyncs: phrase`sees it without a restart, when the kubelet syncs its files (about a minute)`,
  AtTheNextRestart: strong(phrase`does not see it until its pods restart, which nothing in this change does`),
  ByReloader: phrase`is restarted by its reloader`,
  AtTheNextRun: phrase`sees it at its next run`,
};

/** The endpoints of a Service before, at the lowest moment and after. */
export function endpointsPhrase({ endpoints, switch: moved }: TrafficChange): Phrase {
  const { before, floor, after } = endpoints;
  const window = moved && floor === 0 ? phrase`, ${strong(phrase`${emptyWindow(moved.windowSeconds)}`)}` : [];
  return phrase`ready endpoints: ${before} before, ${floor} at the lowest, ${after} at the end${window}`;
}

function emptyWindow(seconds: number | undefined): string {
  if (seconds === undefined) return 'none, and this does not end by itself';
  return seconds === 0 ? 'never none' : `none for ${formatDuration(seconds)}`;
}

function clip(text: string): string {
  return clipText(text, 80);
}

function podsStop(pods: number): string {
  return `${countNoun(pods, 'pod')} ${pods === 1 ? 'stops' : 'stop'}`;
}
