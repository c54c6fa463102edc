import { countNoun } from '../schema/count-noun.ts';
import type { ConfigReader, Effect, EffectType, Hold } from '../schema/effect.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { StallReason, WorkloadRollout } from '../schema/rollout.ts';
import type { TrafficChange, TrafficSwitch } from '../schema/traffic.ts';
import { versionChange } from './field-words.ts';
import { formatDuration } from './format-duration.ts';
import { type ObjectNames, shortName } from './object-names.ts';
import { code, joinPhrases, type Phrase, phrase, strong } from './phrase.ts';
import { hasKnownPods, isOutage, type PlanEntry, unknownBackends } from './plan-entries.ts';
import { hasGenerations, hasNoPods } from './step-words.ts';
import { backendName, switchPhrase } from './switch-words.ts';
import { unreachable } from './unreachable.ts';
import { clipText } from './visible-text.ts';

/** In a few words what becomes of one object: a cell of the table. */
export function happeningPhrase(entry: PlanEntry): Phrase {
  const { change, rollout, traffic, worst } = entry;
  if (change && change.rejected.length > 0) return refusedPhrase(change, worst);
  const effects = (change?.effects ?? []).flatMap((effect) => shortEffect(effect, entry) ?? []);
  const isTold = change?.effects.some(({ type }) => podEffects.has(type)) ?? false;
  const own = rollout && !isTold ? [rolloutPhrase(rollout), ...effects] : effects;
  // The autoscaler decides how far it scales, whatever the manifests say.
  const scales = rollout && isTold && isScaling(rollout) ? [rolloutScalesPhrase(rollout)] : [];
  const stuck = rollout?.outcomeReason === undefined ? [] : [phrase`${stallReasons[rollout.outcomeReason]}`];
  const moves = traffic?.switch ? [switchPhrase(traffic, traffic.switch)] : [];
  const parts = [...own, ...scales, ...stuck, ...moves];
  return parts.length === 0 ? phrase`changes` : joinPhrases(parts, '; ');
}

/** The effects which tell of a rollout themselves. */
const podEffects: ReadonlySet<EffectType> = new Set<EffectType>(['RollsPods', 'StartsPods', 'StopsPods', 'Scales']);

function isScaling({ type }: WorkloadRollout): boolean {
  return type === 'Scales' || type === 'RollsAndScales';
}

function rolloutScalesPhrase(rollout: WorkloadRollout): Phrase {
  const { type, capacity } = rollout;
  const isCalm = type === 'Scales' && !hasGenerations(rollout);
  return phrase`scales ${capacity.base} → ${capacity.desired}${isCalm ? ', nothing restarts' : ''}`;
}

/** Refusals which base has as well are no news. */
function refusedPhrase({ rejected }: ResourceChange, worst: PlanEntry['worst']): Phrase {
  if (worst === 'low') return phrase`refused by the API server, as base is`;
  const fields = [...new Set(rejected.map(({ field }) => field))].filter((field) => field !== '');
  const shown = fields.slice(0, 2).map((field) => code(clip(field)));
  const more = fields.length > 2 ? [phrase`${fields.length - 2} more`] : [];
  const which = shown.length === 0 ? [] : phrase`: ${joinPhrases([...shown, ...more], ', ')}`;
  return phrase`refused by the API server${which}`;
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

const actionWords: Record<ResourceChange['action'], string> = {
  create: 'is created',
  update: 'changes',
  delete: 'is deleted',
};

function rolloutPhrase(rollout: WorkloadRollout): Phrase {
  const { type, capacity, outcome } = rollout;
  switch (type) {
    case 'Rolls':
      return outcome === 'Paused' ? phrase`stays in the middle of its rollout` : phrase`rolls`;
    case 'Scales':
      return rolloutScalesPhrase(rollout);
    case 'RollsAndScales':
      return phrase`rolls; ${rolloutScalesPhrase(rollout)}`;
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
      return undefined;
    case 'Recreates':
      return [successionPhrase(effect.reason, change)];
    case 'RollsPods':
      return [rollsPhrase(effect, change, rollout)];
    case 'StartsPods':
      if (rollout) return [rolloutPhrase(rollout)];
      return [effect.replicas === undefined ? phrase`new` : phrase`new, ${countNoun(effect.replicas, 'pod')}`];
    case 'StopsPods':
      return [effect.replicas === undefined ? phrase`removed` : phrase`removed, ${podsStop(effect.replicas)}`];
    case 'Scales':
      return rollout ? undefined : [phrase`scales ${effect.from} → ${effect.to}`];
    case 'ConfigReaches':
      return effect.readers.length === 0
        ? undefined
        : [phrase`${actionWords[change?.action ?? 'update']}, read by ${countNoun(effect.readers.length, 'workload')}`];
    case 'MovesTraffic':
      if (traffic?.switch) return undefined;
      return [change?.action === 'delete' ? phrase`is deleted` : phrase`${clipList(effect.reason)}`];
    case 'StrategyOnly':
      if (rollout) return undefined;
      return [
        effect.releasesPods
          ? phrase`lets go of pods which it may hold back`
          : phrase`only how it rolls next time changes`,
      ];
    case 'NotForecast':
      return [phrase`${actionWords[change?.action ?? 'update']}; what follows is not forecast`];
    case 'UpdatesObject':
      return undefined;
    case 'NoEffect':
      return [phrase`nothing happens: ${clipText(effect.reason, 120)}`];
    default:
      return unreachable(effect);
  }
}

/** Another name, kind or namespace is another object; what it continues or what continues it. */
function successionPhrase(reason: string, change: ResourceChange | undefined): Phrase {
  const other = change?.pairedWith?.object;
  if (!change || !other) return phrase`another object: ${clipText(reason, 120)}`;
  const name = phrase`${clip(other.kind)} ${code(clip(shortName(other)))}`;
  return change.action === 'delete' ? phrase`gives way to ${name}` : phrase`takes the place of ${name}`;
}

/** “a, b, and 3 more”: a list that is too long ends after a whole item. */
function clipList(text: string): string {
  if (text.length <= 120) return text;
  const end = text.lastIndexOf(', ', 110);
  return end < 40 ? clipText(text, 120) : `${text.slice(0, end)}, and more`;
}

function rollsPhrase(
  effect: Effect & { type: 'RollsPods' },
  change: ResourceChange | undefined,
  rollout: WorkloadRollout | undefined,
): Phrase {
  const version = versionChange(change);
  const what = version
    ? phrase`image ${code(clip(version.before))} → ${code(clip(version.after))}`
    : phrase`${clipList(effect.reason)}`;
  const held = effect.heldBy === undefined ? [] : phrase`, ${strong(phrase`${heldWords(effect.heldBy, rollout)}`)}`;
  if (rollout && hasNoPods(rollout)) return phrase`new template, ${what}, but it has no pods${held}`;
  if (effect.orderOnly) return phrase`rolls, although only order or spelling changes${held}`;
  if (change?.object.kind === 'Pod') return phrase`restarts in place, ${what}`;
  return effect.heldBy === undefined ? phrase`rolls, ${what}` : phrase`new template, ${what}${held}`;
}

function heldWords(hold: Hold, rollout: WorkloadRollout | undefined): string {
  const partition = rollout?.strategy.partition;
  if (hold !== 'Partition' || !rollout || partition === undefined) return holds[hold];
  return partition >= rollout.capacity.desired
    ? 'held for all pods by its partition'
    : `held for the first ${countNoun(partition, 'pod')} by its partition`;
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
export function endpointsPhrase(traffic: TrafficChange): Phrase {
  const { endpoints, switch: moved } = traffic;
  const host = traffic.after?.externalName;
  if (host !== undefined)
    return phrase`it is an alias (ExternalName): DNS sends its clients to ${code(clip(host))}, and it has no endpoints`;
  if (!hasKnownPods(traffic)) return unknownPodsPhrase(traffic);
  const { before, floor, after } = endpoints;
  if (traffic.before && before === floor && floor === after)
    return phrase`${countNoun(before, 'ready endpoint')} throughout`;
  if (!traffic.after) return phrase`ready endpoints: ${before} before, none from then on, since it is deleted`;
  const start = isCountedBefore(traffic) ? phrase`${before} before, ` : [];
  const gap = moved && isOutage(traffic) ? phrase`, ${strong(phrase`${outageWords(traffic, moved)}`)}` : [];
  return phrase`ready endpoints: ${start}${floor} at the lowest, ${after} at the end${gap}`;
}

/** Of a Service without a selector nobody knows the endpoints. */
function isCountedBefore({ before }: TrafficChange): boolean {
  return before?.selector !== undefined || before?.backends !== undefined;
}

function unknownPodsPhrase(traffic: TrafficChange): Phrase {
  const unknown = unknownBackends(traffic);
  const [first] = unknown;
  if (!first) return phrase`no workload in these files has the pods which it selects, so its endpoints are not known`;
  const more = unknown.length > 1 ? ` and ${unknown.length - 1} more` : '';
  return phrase`the pods behind ${code(clip(backendName(first)))}${more} are not forecast, so the endpoints are not known`;
}

function outageWords({ after }: TrafficChange, moved: TrafficSwitch): string {
  const { windowSeconds } = moved;
  if (moved.type === 'Selector' && after?.workloads.length === 0) {
    return 'no workload in these files has pods with the new labels';
  }
  const what =
    moved.type === 'Selector' || moved.failingPercent === 100
      ? 'none'
      : `${moved.failingPercent} % of the requests fail`;
  return windowSeconds === undefined
    ? `${what}, and this does not end by itself`
    : `${what} for ${formatDuration(windowSeconds)}`;
}

function clip(text: string): string {
  return clipText(text, 80);
}

function podsStop(pods: number): string {
  return `${countNoun(pods, 'pod')} ${pods === 1 ? 'stops' : 'stop'}`;
}
