import type { ObjectChange } from '../diff/object-change.ts';
import { integerAt, objectAt, stringAt, stringMapAt } from '../kubernetes/field-access.ts';
import { valuesIdentical } from '../kubernetes/values-equal.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { JsonObject } from '../schema/json.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import { deciderWords } from '../schema/strategy-decider.ts';
import {
  annotatedStrategy,
  type ChosenStrategy,
  chooseStrategy,
  type StrategyChoice,
} from '../strategy/choose-strategy.ts';
import { deploymentStrategy, type InPlaceStrategy, isInPlace } from '../strategy/in-place.ts';
import { objectName } from './object-name.ts';
import type { StrategyInput } from './plan-input.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/** Which strategy somebody chose for a workload that gets new pods in place of old ones; undefined: its manifest decides. */
export type FindStrategy = (change: ObjectChange) => StrategyChoice;

export function strategyFinder(input: StrategyInput | undefined): FindStrategy {
  if (!input) return () => undefined;
  return (objectChange) => {
    const { before, after, verdict, change } = objectChange;
    if (!after || verdict.rejected.length > 0) return undefined;
    if (before) return verdict.rolls === true ? choiceFor(objectChange, after, input) : undefined;
    return (
      change.pairedWith && besideFormer(choiceFor(objectChange, after, input), change.object, change.pairedWith.object)
    );
  };
}

function choiceFor(
  { before, change: { object } }: ObjectChange,
  after: RevisionObject,
  input: StrategyInput,
): StrategyChoice {
  const { apiVersion, kind, name, namespace } = object;
  const { value, document } = after.object;
  const own = input.annotationsFrom === 'base' ? before : after;
  const workload = {
    apiVersion,
    kind,
    name,
    namespace,
    path: document.path,
    labels: stringMapAt(value, 'metadata', 'labels'),
    annotation: own && annotatedStrategy(own.object.value),
  };
  return chooseStrategy(workload, input);
}

/** A new object can stand beside the one whose place it takes, as blue-green asks; nothing else leads from one to the other. */
function besideFormer(choice: StrategyChoice, object: ObjectReference, former: ObjectReference): StrategyChoice {
  if (choice?.type !== 'Chosen') return choice;
  const isAlike = former.kind === object.kind && former.namespace === object.namespace;
  if (choice.strategy.type === 'BlueGreen' && isAlike) return choice;
  const reason = `it takes the place of ${objectName(former)}, and such a strategy leads from one revision of the same object to the next`;
  return { type: 'Unfit', name: choice.name, decidedBy: choice.decidedBy, reason };
}

/** The strategy which was chosen for a workload and can work for it. */
export function chosenStrategy(choice: StrategyChoice): ChosenStrategy | undefined {
  return choice?.type === 'Chosen' ? choice : undefined;
}

/** A chosen strategy which the workload’s own controller follows. */
export interface ChosenInPlace extends ChosenStrategy {
  readonly strategy: InPlaceStrategy;
}

export function chosenInPlace(choice: StrategyChoice): ChosenInPlace | undefined {
  const chosen = chosenStrategy(choice);
  return chosen && isInPlace(chosen.strategy) ? { ...chosen, strategy: chosen.strategy } : undefined;
}

/** The workload as if its manifest said so. */
export function withStrategy(facts: WorkloadFacts, { strategy }: ChosenInPlace): WorkloadFacts {
  const spec = { ...objectAt(facts.stored, 'spec'), strategy: deploymentStrategy(strategy) };
  return { ...facts, stored: { ...facts.stored, spec } };
}

/** The rollout with who decided its strategy, and with what it does not follow. `manifest` is head as it is written. */
export function withChoice(rollout: WorkloadRollout, choice: StrategyChoice, manifest: WorkloadFacts): WorkloadRollout {
  if (!choice) return rollout;
  const { name, decidedBy } = choice;
  const remarks = [...rollout.remarks, ...choiceRemarks(choice, rollout, manifest)];
  const inPlace = chosenInPlace(choice);
  if (inPlace) return { ...rollout, strategy: { ...rollout.strategy, name, decidedBy }, remarks };
  const chosen = chosenStrategy(choice);
  return { ...rollout, ...(chosen && { chosen: { name, decidedBy, strategy: chosen.strategy } }), remarks };
}

/** A choice which leads nowhere; undefined: it is followed, compiled to steps, or nothing could follow it. */
export function choiceGap(
  { change }: ObjectChange,
  choice: StrategyChoice,
  { faults }: Pick<StrategyInput, 'faults'>,
): NotComputed | undefined {
  if (choice?.type !== 'Unknown') return undefined;
  return {
    what: objectName(change.object),
    source: change.source,
    reason: 'UnknownStrategy',
    detail: `what is shown is the course of its manifest; ${faults.get(choice.name) ?? choice.name}`,
  };
}

function choiceRemarks(
  choice: NonNullable<StrategyChoice>,
  { strategy }: WorkloadRollout,
  manifest: WorkloadFacts,
): readonly string[] {
  const chosen = `${choice.name}, chosen by ${deciderWords[choice.decidedBy]}`;
  const course = `this is the course of the manifest, ${strategy.type}`;
  if (choice.type === 'Unknown')
    return [
      `There is no strategy of the name ${choice.name} which ${deciderWords[choice.decidedBy]} asks for: ${course}.`,
    ];
  if (choice.type === 'Unfit') return [`The strategy ${chosen}, cannot work here: ${choice.reason}. So ${course}.`];
  const inPlace = chosenInPlace(choice);
  if (!inPlace) return [];
  const wanted = deploymentStrategy(inPlace.strategy);
  const stated = objectAt(manifest.stored, 'spec', 'strategy');
  if (valuesIdentical(stated, wanted)) return [];
  const patch = JSON.stringify({ spec: { strategy: wanted } });
  return [
    `The manifest says ${limitsOf(stated)}, and that is what an apply follows. To get the course shown here write ${patch}.`,
  ];
}

/** “RollingUpdate with maxSurge 25% and maxUnavailable 0”. */
function limitsOf(strategy: JsonObject): string {
  const type = stringAt(strategy, 'type') ?? 'RollingUpdate';
  const limits = ['maxSurge', 'maxUnavailable'].flatMap((name) => {
    const limit = stringAt(strategy, 'rollingUpdate', name) ?? integerAt(strategy, 'rollingUpdate', name);
    return limit === undefined ? [] : [`${name} ${limit}`];
  });
  return type === 'Recreate' || limits.length === 0 ? type : `${type} with ${limits.join(' and ')}`;
}
