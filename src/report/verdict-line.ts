import { countNoun } from '../schema/count-noun.ts';
import type { EffectType } from '../schema/effect.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';
import type { TrafficChange, TrafficSwitch } from '../schema/traffic.ts';
import { formatDuration } from './format-duration.ts';
import { kindsNotComputed } from './not-computed-words.ts';
import { isAlias, isOutage, type PlanEntry, planEntries } from './plan-entries.ts';
import { hasNoPods } from './step-words.ts';

/**
 * The plan in one sentence, for a notification: what hurts first, then what moves. Counts and kinds, no names.
 * An indeterminate plan never reads as if nothing happened.
 */
export function verdictLine(plan: RolloutPlan, { hadChanges = false } = {}): string {
  const risks = dangers(plan);
  const moves = movements(plan);
  const gaps = plan.notComputed.length;
  if (plan.outcome === 'Indeterminate') {
    const what =
      gaps === 0
        ? 'the revisions could not be compared'
        : `${countNoun(gaps, 'change')} could not be forecast (${kindsNotComputed(plan.notComputed)})`;
    const known = moves.length === 0 ? storedOnly(plan) : moves;
    const rest =
      known.length === 0
        ? `${risks.length === 0 ? 'unknown' : 'incomplete'}, ${what}`
        : `incomplete, ${what}; as far as known: ${known.join(', ')}`;
    return risks.length === 0 ? rest : `${risks.join(', ')}; ${rest}`;
  }
  const missing = gaps === 0 ? [] : [`${gaps} not computed`];
  if (plan.outcome === 'Unchanged') {
    const nothing = hadChanges ? 'no longer changes anything in the cluster' : 'nothing changes in the cluster';
    return [nothing, ...risks, ...missing].join(', ');
  }
  const calm = moves.length === 0 ? calmVerdict(plan) : [];
  return [...risks, ...moves, ...calm, ...missing].join(', ');
}

/** What the API server refuses in base as well is not a danger of this change, but nothing of it arrives either. */
function dangers({ summary, changes, findings }: RolloutPlan): readonly string[] {
  const { high, medium } = summary.findings;
  const old = new Set(
    findings.flatMap(({ rule, severity, object }) =>
      rule === 'api-server-refusal' && severity === 'low' && object ? identityKey(object) : [],
    ),
  );
  const known = changes.filter(({ rejected, object }) => rejected.length > 0 && old.has(identityKey(object))).length;
  const news = summary.rejected - known;
  const refused = news > 0 ? `the API server refuses ${countNoun(news, 'object')}` : '';
  return [
    ...(high > 0
      ? [`${countNoun(high, 'blocker')}${refused === '' ? '' : ` (${refused})`}`]
      : refused === ''
        ? []
        : [refused]),
    ...(medium > 0 ? [countNoun(medium, 'warning')] : []),
    ...(known > 0
      ? [`${countNoun(known, 'object')} ${verb(known, 'is', 'are')} refused by the API server, as base is`]
      : []),
  ];
}

function movements(plan: RolloutPlan): readonly string[] {
  const accepted = plan.rollouts.filter(({ outcome }) => outcome !== 'Rejected');
  const replacing = accepted.filter((rollout) => rollout.type.startsWith('Rolls') && !hasNoPods(rollout));
  const empty = accepted.filter((rollout) => rollout.type === 'Rolls' && hasNoPods(rollout)).length;
  const heldBack = replacing.filter(isHeldBack);
  const rolling = replacing.filter((rollout) => rollout.outcome !== 'Paused' && !isHeldBack(rollout));
  const both = rolling.filter(({ type }) => type === 'RollsAndScales').length;
  const resting = replacing.filter((rollout) => rollout.outcome === 'Paused' && !isHeldBack(rollout));
  const withTemplate = new Set(plan.changes.flatMap((one) => (has(one, 'RollsPods') ? [identityKey(one.object)] : [])));
  const paused = resting.filter(({ object }) => withTemplate.has(identityKey(object))).length;
  const unforecast = changesWithoutForecast(plan);
  const others = (type: EffectType) => unforecast.filter((change) => has(change, type)).length;
  const scaling = accepted.filter(({ type }) => type === 'Scales').length + others('Scales');
  const starting = accepted.filter(({ type }) => type === 'Starts').length + others('StartsPods');
  const stopping = accepted.filter(({ type }) => type === 'Stops').length + others('StopsPods');
  const rollsAlone = unforecast.filter(({ effects }) =>
    effects.some((effect) => effect.type === 'RollsPods' && effect.heldBy === undefined),
  ).length;
  const held = unforecast.filter(({ effects }) =>
    effects.some((effect) => effect.type === 'RollsPods' && effect.heldBy !== undefined),
  ).length;
  const reloaded = restartedByReloader(plan);
  return [
    ...count(rolling.length - both, 'rolls', 'roll'),
    ...count(both, 'rolls and scales', 'roll and scale'),
    ...count(rollsAlone, 'restarts without a forecast', 'restart without a forecast'),
    ...count(reloaded, 'is restarted by its reloader', 'are restarted by their reloader'),
    ...count(empty, 'gets a new template, but has no pods', 'get a new template, but have no pods'),
    ...count(paused, 'is paused with a new template', 'are paused with a new template'),
    ...count(resting.length - paused, 'stays in the middle of its rollout', 'stay in the middle of their rollouts'),
    ...count(
      held + heldBack.length,
      'gets a new template, which is held back',
      'get a new template, which is held back',
    ),
    ...count(scaling, 'scales', 'scale'),
    ...trafficMoves(plan),
    ...count(starting, 'is new', 'are new'),
    ...count(stopping, 'is removed', 'are removed'),
  ];
}

/** No pod is replaced although nobody paused anything: OnDelete, or a partition which holds every pod. */
function isHeldBack({ strategy, outcome, steps }: WorkloadRollout): boolean {
  if (strategy.type === 'OnDelete') return outcome === 'Paused';
  return strategy.partition !== undefined && steps.length === 0;
}

function count(workloads: number, singular: string, plural: string): readonly string[] {
  return workloads > 0 ? [`${countNoun(workloads, 'workload')} ${verb(workloads, singular, plural)}`] : [];
}

/** What switches, with its outages, then whatever else decides where requests go. */
function trafficMoves(plan: RolloutPlan): readonly string[] {
  const told = new Set(plan.traffic.flatMap((each) => (each.switch ? identityKey(each.object) : [])));
  const others = plan.changes.filter((change) => has(change, 'MovesTraffic') && !told.has(identityKey(change.object)));
  const deleted = others.filter(({ action }) => action === 'delete');
  const moved = others.filter(({ action }) => action !== 'delete');
  return [
    ...switchesAndOutages(plan),
    ...(moved.length > 0 ? [`${countKind(moved)} ${verb(moved.length, 'moves', 'move')} traffic`] : []),
    ...(deleted.length > 0 ? [`${countKind(deleted)} ${verb(deleted.length, 'is', 'are')} deleted`] : []),
  ];
}

const switchVerbs: Record<TrafficSwitch['type'] | 'Alias', readonly [string, string]> = {
  Alias: ['becomes an alias of another host', 'become aliases of other hosts'],
  Selector: ['switches to other pods', 'switch to other pods'],
  Backends: ['switches to other backends', 'switch to other backends'],
  Weights: ['shifts its weights', 'shift their weights'],
};

/** If the very objects which switch are without endpoints they are counted once. */
function switchesAndOutages(plan: RolloutPlan): readonly string[] {
  const [switches, outages] = [switchCounts(plan), outageCounts(plan)];
  const [outage] = outages;
  const isSame =
    switches.length === 1 &&
    outages.length === 1 &&
    outage?.objects.length === plan.traffic.filter((each) => each.switch).length &&
    outage.objects.every(({ traffic }) => traffic?.switch);
  if (isSame) return [`${switches[0]} and ${outage.what}`];
  return [...switches, ...outages.map(({ objects, what }) => `${countKind(objects)} ${what}`)];
}

function switchCounts({ traffic }: RolloutPlan): readonly string[] {
  const byType = Map.groupBy(
    traffic.filter((each) => each.switch),
    (each) => (isAlias(each) ? 'Alias' : (each.switch?.type ?? 'Selector')),
  );
  return [...byType].map(([type, alike]) => `${countKind(alike)} ${verb(alike.length, ...switchVerbs[type])}`);
}

interface Outages {
  readonly objects: readonly PlanEntry[];
  /** “loses all endpoints for 20 s”. */
  readonly what: string;
}

function outageCounts(plan: RolloutPlan): readonly Outages[] {
  const outages = planEntries(plan).filter(({ isRisky, traffic }) => isRisky && traffic && isOutage(traffic));
  const partial = outages.filter(({ traffic }) => isPartialOutage(traffic));
  const whole = outages.filter(({ traffic }) => !isPartialOutage(traffic));
  return [...outagesOf(whole, 'all endpoints'), ...outagesOf(partial, 'a part of the requests')];
}

function outagesOf(objects: readonly PlanEntry[], lost: string): readonly Outages[] {
  if (objects.length === 0) return [];
  return [{ objects, what: `${verb(objects.length, 'loses', 'lose')} ${lost}${outageWindow(objects)}` }];
}

/** Only some of the requests find no endpoint. */
function isPartialOutage(traffic: TrafficChange | undefined): boolean {
  const moved = traffic?.switch;
  return moved !== undefined && moved.type !== 'Selector' && moved.failingPercent < 100;
}

/** “1 VirtualService”, “2 Services”, “2 objects” of several kinds; a kind is told only if it is a plain word. */
function countKind(objects: readonly { readonly object: ObjectReference }[]): string {
  const [kind = '', ...others] = new Set(objects.map(({ object }) => object.kind));
  const isTold = others.length === 0 && /^[A-Za-z]{1,60}$/.test(kind) && (objects.length === 1 || kind === 'Service');
  return countNoun(objects.length, isTold ? kind : 'object');
}

/** “ for 20 s”, where every outage ends. */
function outageWindow(outages: readonly PlanEntry[]): string {
  const windows = outages.map(({ traffic }) => traffic?.switch?.windowSeconds);
  const ends = windows.filter((seconds) => seconds !== undefined);
  return ends.length === windows.length
    ? ` for ${formatDuration(ends.reduce((longest, seconds) => Math.max(longest, seconds)))}`
    : '';
}

/** Workloads of kinds whose controller is not simulated: their pods restart all the same. */
function changesWithoutForecast(plan: RolloutPlan): readonly ResourceChange[] {
  const known = new Set(plan.rollouts.map(({ object }) => identityKey(object)));
  return plan.changes.filter(({ object }) => !known.has(identityKey(object)));
}

function restartedByReloader({ changes }: RolloutPlan): number {
  const readers = changes.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.type === 'ConfigReaches' ? effect.readers : [])),
  );
  return new Set(readers.flatMap(({ object, sees }) => (sees === 'ByReloader' ? identityKey(object) : []))).size;
}

function calmVerdict(plan: RolloutPlan): readonly string[] {
  if (plan.changes.every(({ effects }) => effects.every(({ type }) => type === 'NoEffect'))) {
    return [`${countNoun(plan.changes.length, 'object')} edited without any effect`];
  }
  return storedOnly(plan);
}

/** “2 objects change, no pod restarts”; what is refused does not change, and what is not computed is told as that. */
function storedOnly({ changes, notComputed }: RolloutPlan): readonly string[] {
  const gaps = new Set(notComputed.map(({ source }) => JSON.stringify(source)));
  const changing = changes.filter(
    ({ effects, rejected, source }) =>
      rejected.length === 0 && effects.some(({ type }) => type !== 'NoEffect') && !gaps.has(JSON.stringify(source)),
  ).length;
  return changing === 0
    ? []
    : [`${countNoun(changing, 'object')} ${verb(changing, 'changes', 'change')}, no pod restarts`];
}

function has({ effects }: ResourceChange, type: EffectType): boolean {
  return effects.some((effect) => effect.type === type);
}

function verb(number: number, singular: string, plural: string): string {
  return number === 1 ? singular : plural;
}
