import { stringAt } from '../kubernetes/field-access.ts';
import type { JsonObject } from '../schema/json.ts';
import type { NamedStrategy } from '../schema/named-strategy.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { StrategyRule } from '../schema/settings.ts';
import type { StrategyDecider } from '../schema/strategy-decider.ts';
import { isInPlace } from './in-place.ts';

/** All that may choose a strategy but the manifests. */
export interface StrategyChoices {
  /** Of all workloads. */
  readonly flag?: string | undefined;
  /** Of several which match a workload the first counts. */
  readonly rules: readonly StrategyRule[];
  readonly strategies: ReadonlyMap<string, NamedStrategy>;
}

export interface ChoosingWorkload {
  readonly apiVersion: string;
  readonly kind: string;
  /** As the manifest states it. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of its file in the repository. */
  readonly path: string;
  /** What `annotatedStrategy` gives for it. */
  readonly annotation: string | undefined;
}

/** The strategy which somebody chose for one workload. */
export interface ChosenStrategy {
  readonly name: string;
  readonly decidedBy: StrategyDecider;
  readonly strategy: NamedStrategy['strategy'];
}

/** undefined: nobody chose, the manifest decides. */
export type StrategyChoice =
  | ({ readonly type: 'Chosen' } & ChosenStrategy)
  | { readonly type: 'Unknown'; readonly name: string; readonly decidedBy: StrategyDecider }
  | {
      readonly type: 'Unfit';
      readonly name: string;
      readonly decidedBy: StrategyDecider;
      /** What the workload can do instead is a part of it. */
      readonly reason: string;
    }
  | undefined;

/** No strategy has a longer name, and nobody wants to read one. */
const nameLengthMax = 100;

/** The strategy which a workload names in its annotation `rollcast.dev/strategy`. */
export function annotatedStrategy(manifest: JsonObject): string | undefined {
  return stringAt(manifest, 'metadata', 'annotations', 'rollcast.dev/strategy')?.slice(0, nameLengthMax);
}

/** The flag before the workload’s annotation, before the first rule of the settings which matches. */
export function chooseStrategy(workload: ChoosingWorkload, choices: StrategyChoices): StrategyChoice {
  const { flag, rules, strategies } = choices;
  const named = decided(flag, 'Flag') ?? decided(workload.annotation, 'Annotation') ?? byRule(workload, rules);
  if (!named) return undefined;
  const known = strategies.get(named.name);
  if (!known) return { type: 'Unknown', ...named };
  const { strategy } = known;
  const reason = misfit(workload, known);
  return reason === undefined ? { type: 'Chosen', ...named, strategy } : { type: 'Unfit', ...named, reason };
}

interface Decision {
  readonly name: string;
  readonly decidedBy: StrategyDecider;
}

function decided(name: string | undefined, decidedBy: StrategyDecider): Decision | undefined {
  return name === undefined ? undefined : { name, decidedBy };
}

function byRule(workload: ChoosingWorkload, rules: readonly StrategyRule[]): Decision | undefined {
  return decided(rules.find((rule) => matches(rule, workload))?.strategy, 'Settings');
}

function matches({ path, namespace, kind, name, labels = {} }: StrategyRule, workload: ChoosingWorkload): boolean {
  return (
    (path === undefined || isWithin(workload.path, path)) &&
    (namespace === undefined || namespace === workload.namespace) &&
    (kind === undefined || kind === workload.kind) &&
    (name === undefined || name === workload.name) &&
    Object.entries(labels).every(([key, value]) => workload.labels[key] === value)
  );
}

function isWithin(path: string, top: string): boolean {
  return top === '.' || path === top || path.startsWith(`${top}/`);
}

/** Why the kind of the workload cannot follow the strategy, and what it can do. */
function misfit({ apiVersion, kind }: ChoosingWorkload, { strategy }: NamedStrategy): string | undefined {
  const id = `${apiGroup(apiVersion)}/${kind}`;
  if (id === 'apps/Deployment' || id === 'extensions/Deployment') return undefined;
  const cause = isInPlace(strategy)
    ? `${strategy.type} of a Deployment is not that of a ${kind}`
    : `a second set of pods cannot stand in for those of a ${kind}`;
  return `${cause}; ${ownStrategies[id] ?? 'it follows what its manifest says'}`;
}

const ownStrategies: Readonly<Record<string, string>> = {
  'apps/StatefulSet':
    'its updateStrategy can be RollingUpdate, with a partition for going on step by step, or OnDelete, where a person deletes pod after pod',
  'apps/DaemonSet':
    'its updateStrategy can be RollingUpdate with maxUnavailable or maxSurge, or OnDelete, where a person deletes pod after pod',
};
