import { profileOf } from '../../pod-profile.ts';
import { type Scheduled, wholeMilliseconds } from '../../queue.ts';
import type { Reaction } from '../../simulate.ts';
import { mergePods, type OrdinalRange, type PodRange, type PodStatus, replacePods } from './pod-ranges.ts';
import type { StatefulSetEvent, StatefulSetSetting, StatefulSetWorld } from './stateful-set-world.ts';

type StatefulSetReaction = Reaction<StatefulSetWorld, StatefulSetEvent>;

/** The pods enter a status now. Terminating without a grace period: they are gone, and their names are free. */
export function enterStatus(
  world: StatefulSetWorld,
  { from, to, revision }: OrdinalRange & { readonly revision: string },
  status: PodStatus,
): StatefulSetReaction {
  const until = statusEnd(world.setting, revision, status, world.at);
  const isGone = status === 'Terminating' && until === world.at;
  const pods = replacePods(world.pods, { from, to }, isGone ? undefined : { from, to, revision, status, until });
  const next = { ...world, pods };
  if (isGone || status === 'Available') return { world: next, scheduled: [] };
  if (status === 'Starting' && world.setting.readiness.type === 'Serial') return startTicking(next);
  const availableAt = status === 'Starting' ? until + world.setting.spec.minReadySeconds : until;
  return { world: next, scheduled: [...dueAt(until), ...(availableAt > until ? dueAt(availableAt) : [])] };
}

/** Does what is due: pods become ready, become available, or are gone. */
export function passMoment(now: StatefulSetWorld): StatefulSetWorld {
  const isDue = ({ until }: PodRange) => until <= now.at;
  if (!now.pods.some(isDue)) return now;
  return { ...now, pods: mergePods(now.pods.flatMap((each) => (isDue(each) ? afterStatus(now, each) : [each]))) };
}

function afterStatus(now: StatefulSetWorld, pods: PodRange): readonly PodRange[] {
  if (pods.status === 'Terminating') return [];
  return [pods.status === 'Starting' ? readied(now, pods) : { ...pods, status: 'Available', until: never }];
}

/** The lowest pod which can become ready does so. */
export function makeOnePodReady(now: StatefulSetWorld): StatefulSetReaction {
  const waiting = now.pods.find((each) => canBecomeReady(now.setting, each));
  if (waiting === undefined) return { world: { ...now, isTicking: false }, scheduled: [] };
  const first = readied(now, { ...waiting, to: waiting.from });
  const { world, scheduled } = startTicking({ ...now, isTicking: false, pods: replacePods(now.pods, first, first) });
  return { world, scheduled: [...scheduled, ...dueAt(first.until)] };
}

const never = Number.POSITIVE_INFINITY;

/** Pods without minReadySeconds are available as soon as they are ready. */
function readied({ at, setting }: StatefulSetWorld, pods: PodRange): PodRange {
  const status = setting.spec.minReadySeconds === 0 ? 'Available' : 'Ready';
  return { ...pods, status, until: statusEnd(setting, pods.revision, status, at) };
}

function statusEnd(setting: StatefulSetSetting, revision: string, status: PodStatus, at: number): number {
  const profile = profileOf(setting.pods, revision);
  if (status === 'Available') return never;
  if (status === 'Ready') return wholeMilliseconds(at + setting.spec.minReadySeconds);
  if (status === 'Terminating') return wholeMilliseconds(at + profile.terminationGracePeriodSeconds);
  const isTimed = setting.readiness.type === 'Timed' && !profile.neverReady;
  return isTimed ? wholeMilliseconds(at + profile.startupSeconds) : never;
}

function startTicking(world: StatefulSetWorld): StatefulSetReaction {
  const { readiness } = world.setting;
  const isNeeded = !world.isTicking && world.pods.some((each) => canBecomeReady(world.setting, each));
  if (readiness.type !== 'Serial' || !isNeeded) return { world, scheduled: [] };
  const at = wholeMilliseconds(world.at + readiness.everySeconds);
  return { world: { ...world, isTicking: true }, scheduled: [{ at, event: { type: 'OnePodReady' } }] };
}

function canBecomeReady(setting: StatefulSetSetting, { revision, status }: PodRange): boolean {
  return status === 'Starting' && !profileOf(setting.pods, revision).neverReady;
}

function dueAt(at: number): readonly Scheduled<StatefulSetEvent>[] {
  return Number.isFinite(at) ? [{ at, event: { type: 'PodsDue' } }] : [];
}
