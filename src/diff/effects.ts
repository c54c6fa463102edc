import { fieldAt, integerAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { Effect } from '../schema/effect.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { FieldDifference } from './field-changes.ts';
import { fieldWords } from './field-words.ts';
import type { PairLink } from './pair-objects.ts';
import { movesTraffic, trafficWords } from './traffic-words.ts';
import type { Verdict } from './verdict.ts';

export interface EffectFacts {
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
  readonly verdict: Verdict;
  /** Between base and head, also of two objects which are linked; masked. */
  readonly differences: readonly FieldDifference[];
  readonly unknownFields: readonly string[];
  readonly link: PairLink | undefined;
  /** Pods of a workload whose manifest does not say how many. */
  readonly replicasIfUnwritten: (object: RevisionObject) => number;
}

/**
 * What a change does, most important first; at least one effect. ConfigReaches is not among them: it needs the effects
 * of the other changes.
 */
export function effectsOf(facts: EffectFacts): readonly [Effect, ...Effect[]] {
  const { verdict, before, after } = facts;
  const [refusal, ...refusals] = verdict.rejected.map(
    ({ field, reason }): Effect => ({ type: 'Rejected', field, reason }),
  );
  if (refusal) return [refusal, ...refusals];
  if (before && after) return updateEffects(facts, before, after);
  return lifeEffects(facts);
}

/** Of a creation or a deletion. */
function lifeEffects(facts: EffectFacts): readonly [Effect, ...Effect[]] {
  const { before, after, link } = facts;
  const object = after ?? before;
  const effects: Effect[] = [];
  if (link?.type === 'Other') effects.push({ type: 'Recreates', reason: link.reason });
  if (object && startsPods(object)) {
    const replicas = podsOf(object, facts.replicasIfUnwritten);
    effects.push({ type: after ? 'StartsPods' : 'StopsPods', ...(replicas !== undefined && { replicas }) });
  }
  if (!after && before && movesTraffic(before.reference)) {
    effects.push({
      type: 'MovesTraffic',
      reason: `the ${before.reference.kind} is deleted: nothing is reached through it any more`,
    });
  }
  return withFallback(effects);
}

function updateEffects(
  facts: EffectFacts,
  before: RevisionObject,
  after: RevisionObject,
): readonly [Effect, ...Effect[]] {
  const { verdict, differences } = facts;
  if (verdict.action === 'none') return [{ type: 'NoEffect', reason: whyNoEffect(facts) }];
  const effects: Effect[] = [];
  const rolls = rollEffect(facts, after);
  if (rolls) effects.push(rolls);
  if (verdict.scales) effects.push(scaleEffect(facts, before, after));
  const traffic = trafficWords(after.reference, differences);
  if (traffic !== undefined) effects.push({ type: 'MovesTraffic', reason: traffic });
  const strategy = differences.filter((difference) => isReal(difference) && isStrategy(difference));
  if (!rolls && strategy.length > 0 && podTemplateOf(after.object.value)) {
    const reason = fieldWords(strategy.map(({ change }) => change));
    effects.push({ type: 'StrategyOnly', reason, ...(releasesPods(before, after) && { releasesPods: true }) });
  }
  return withFallback(effects);
}

function withFallback([first, ...more]: readonly Effect[]): readonly [Effect, ...Effect[]] {
  return first ? [first, ...more] : [{ type: 'UpdatesObject' }];
}

function rollEffect({ verdict, differences }: EffectFacts, after: RevisionObject): Effect | undefined {
  const inTemplate = differences.filter(({ keys }) => isInTemplate(after, keys));
  const real = inTemplate.filter(isReal);
  const rolls =
    verdict.rolls ??
    (isReplacedByItsController(after) && inTemplate.some(({ change }) => change.type !== 'SameMeaning'));
  if (!rolls) return undefined;
  const named = real.length > 0 ? real : inTemplate;
  const words = fieldWords(named.map(({ change }) => change));
  return {
    type: 'RollsPods',
    reason: words === '' ? 'the defaults of the pod template change' : words,
    orderOnly: verdict.semanticallyEqual || (inTemplate.length > 0 && real.length === 0),
    ...(verdict.heldBy && { heldBy: verdict.heldBy }),
  };
}

/** A new value, not another order or spelling. */
function isReal({ change }: FieldDifference): boolean {
  return change.type !== 'Reordered' && change.type !== 'SameMeaning';
}

function isInTemplate({ object }: RevisionObject, keys: readonly string[]): boolean {
  return object.kind === 'Pod' ? keys[0] === 'spec' : keys[0] === 'spec' && keys[1] === 'template';
}

/** Kinds for which no verdict is at hand, though what they do with a new template is known. A Pod restarts containers in place. */
function isReplacedByItsController({ reference }: RevisionObject): boolean {
  const group = apiGroup(reference.apiVersion);
  return (group === 'argoproj.io' && reference.kind === 'Rollout') || (group === '' && reference.kind === 'Pod');
}

const strategyFields: ReadonlySet<string> = new Set([
  'strategy',
  'updateStrategy',
  'paused',
  'minReadySeconds',
  'progressDeadlineSeconds',
  'progressDeadlineAbort',
  'revisionHistoryLimit',
  'podManagementPolicy',
  'persistentVolumeClaimRetentionPolicy',
]);

function isStrategy({ keys }: FieldDifference): boolean {
  return keys[0] === 'spec' && strategyFields.has(keys[1] ?? '');
}

/** Less of what holds a new template back: pods which wait for it get it now. */
function releasesPods(before: RevisionObject, after: RevisionObject): boolean {
  const [former, present] = [holdsOf(before), holdsOf(after)];
  if (present.isPaused || present.isOnDelete) return false;
  return former.isPaused || former.isOnDelete || former.partition > present.partition;
}

function holdsOf({ object: { value } }: RevisionObject) {
  return {
    isPaused: fieldAt(value, 'spec', 'paused') === true,
    isOnDelete: fieldAt(value, 'spec', 'updateStrategy', 'type') === 'OnDelete',
    partition: integerAt(value, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0,
  };
}

function scaleEffect(facts: EffectFacts, before: RevisionObject, after: RevisionObject): Effect {
  return {
    type: 'Scales',
    from: replicasOf(before, facts.replicasIfUnwritten),
    to: replicasOf(after, facts.replicasIfUnwritten),
  };
}

function replicasOf(object: RevisionObject, ifUnwritten: EffectFacts['replicasIfUnwritten']): number {
  const written = integerAt(object.object.value, 'spec', 'replicas');
  return written === undefined ? ifUnwritten(object) : Math.max(0, written);
}

/** A CronJob starts its pods later. */
function startsPods(object: RevisionObject): boolean {
  return podTemplateOf(object.object.value) !== undefined && object.reference.kind !== 'CronJob';
}

/** undefined: as many as there are nodes, or not known for this kind. */
function podsOf(object: RevisionObject, ifUnwritten: EffectFacts['replicasIfUnwritten']): number | undefined {
  const { value } = object.object;
  switch (object.reference.kind) {
    case 'DaemonSet':
      return undefined;
    case 'Pod':
      return 1;
    case 'Job':
      return fieldAt(value, 'spec', 'suspend') === true ? 0 : (integerAt(value, 'spec', 'parallelism') ?? 1);
    default:
      return fieldAt(value, 'spec', 'paused') === true ? 0 : replicasOf(object, ifUnwritten);
  }
}

/** Fields whose change a link explains. */
const identityPaths: ReadonlySet<string> = new Set(['apiVersion', 'metadata.namespace']);

function whyNoEffect({ link, differences, unknownFields }: EffectFacts): string {
  const told = differences.filter(({ change }) => !identityPaths.has(change.path));
  if (link && told.length === 0) return link.reason;
  const dropped = new Set(unknownFields.map((path) => path.replaceAll(/\[\d+\]/g, '')));
  const unknown = told.filter(({ keys }) => dropped.has(keys.join('.')));
  if (told.length > 0 && unknown.length === told.length) {
    return `the API server drops what it does not know: ${unknown.map(({ change }) => change.path).join(', ')}`;
  }
  if (told.every(({ change }) => change.type === 'SameMeaning')) return 'another spelling of the same values';
  if (!told.some(isReal)) return 'only the order or the spelling differs';
  if (told.filter(isReal).every(({ change }) => change.type === 'Removed')) {
    return 'the cluster keeps what the manifest no longer states';
  }
  return 'the API server keeps the object as it is';
}
