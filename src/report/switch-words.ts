import { countNoun } from '../schema/count-noun.ts';
import type { RouteBackend, RouteRuleSwitch, TrafficChange, TrafficSwitch } from '../schema/traffic.ts';
import { code, joinPhrases, type Phrase, phrase } from './phrase.ts';
import { clipText } from './visible-text.ts';

/** In a few words where requests go instead: a part of a cell of the table. */
export function switchPhrase(traffic: TrafficChange, moved: TrafficSwitch): Phrase {
  return moved.type === 'Selector' ? selectorPhrase(traffic, moved) : routePhrase(moved.rules);
}

/** “`version=blue` → `version=green`”: only the labels which differ. */
function selectorPhrase(
  traffic: TrafficChange,
  { before, after }: Extract<TrafficSwitch, { type: 'Selector' }>,
): Phrase {
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  const show = (labels: Readonly<Record<string, string>>) =>
    differing.flatMap((key) => {
      const value = labels[key];
      return value === undefined ? [] : [`${key}=${value}`];
    });
  const [left, reached] = [show(before), show(after)];
  const hasBoth = Object.keys(before).length > 0 && Object.keys(after).length > 0;
  if (hasBoth && reached.length === 0) return phrase`asks no longer for ${labelsPhrase(left)}`;
  if (hasBoth && left.length === 0) return phrase`asks for ${labelsPhrase(reached)} as well`;
  return phrase`switches ${targetPhrase(traffic.before, left)} → ${targetPhrase(traffic.after, reached)}`;
}

function targetPhrase(side: TrafficChange['before'], labels: readonly string[]): Phrase {
  return side?.externalName === undefined ? labelsPhrase(labels) : code(clip(side.externalName));
}

function labelsPhrase(labels: readonly string[]): Phrase {
  const [first, ...others] = labels;
  if (first === undefined) return phrase`no selector`;
  const all = labels.join(',');
  return all.length <= 60
    ? code(all)
    : phrase`${code(clip(first))}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

/** What most rules do alike is told once. */
function routePhrase(rules: readonly RouteRuleSwitch[]): Phrase {
  const alike = new Map(rules.map((rule) => [JSON.stringify([rule.total, rule.before, rule.after]), rule]));
  const shown = [...alike.values()].slice(0, rulesMax).map(rulePhrase);
  const hidden = alike.size - shown.length;
  return joinPhrases([...shown, ...(hidden > 0 ? [phrase`and ${countNoun(hidden, 'more rule')}`] : [])], '; ');
}

const rulesMax = 2;

/** “backend `web-blue` → `web-green`”, or “weights `stable` 90 → 50, `canary` 10 → 50”. */
function rulePhrase(rule: RouteRuleSwitch): Phrase {
  const { before, after, total } = rule;
  const nameOf = backendNames([...before, ...after]);
  const [namesBefore, namesAfter] = [before.map(nameOf), after.map(nameOf)];
  const keepsOne = namesAfter.some((name) => namesBefore.includes(name));
  if (!keepsOne && before.length > 0 && after.length > 0) {
    return phrase`${before.length + after.length > 2 ? 'backends' : 'backend'} ${namesPhrase(namesBefore)} → ${namesPhrase(namesAfter)}`;
  }
  const names = [...new Set([...namesBefore, ...namesAfter])];
  const weight = weightWords(rule);
  const shares = names.slice(0, namesMax).map((name) => {
    const sum = (backends: readonly RouteBackend[]) =>
      backends.reduce((all, backend) => all + (nameOf(backend) === name ? backend.weight : 0), 0);
    return phrase`${code(clip(name))} ${weight.before(sum(before))} → ${weight.after(sum(after))}`;
  });
  const more = names.length > namesMax ? [phrase`${names.length - namesMax} more`] : [];
  const of = total === undefined ? '' : ` of ${total}`;
  return phrase`${names.length === 1 ? 'weight' : 'weights'} ${joinPhrases([...shares, ...more], ', ')}${of}`;
}

/** As written where both sides count in the same sum, else in percent. */
function weightWords({ before, after, total }: RouteRuleSwitch) {
  const [sumBefore, sumAfter] = [before, after].map((side) => side.reduce((sum, { weight }) => sum + weight, 0));
  const isAlike = total !== undefined || sumBefore === sumAfter;
  const words = (sum: number | undefined) => (weight: number) =>
    isAlike || !sum ? String(weight) : `${Math.round((1000 * weight) / sum) / 10} %`;
  return { before: words(sumBefore), after: words(sumAfter) };
}

function namesPhrase(names: readonly string[]): Phrase {
  const shown = names.slice(0, namesMax).map((name) => code(clip(name)));
  return joinPhrases([...shown, ...(names.length > namesMax ? [phrase`${names.length - namesMax} more`] : [])], ', ');
}

const namesMax = 4;

/** Subsets of one Service are called by their own name. */
function backendNames(all: readonly RouteBackend[]): (backend: RouteBackend) => string {
  const services = new Set(all.map(({ service, namespace }) => JSON.stringify([namespace, service])));
  return (backend) => {
    if (backend.subset === undefined) return backendName(backend);
    return services.size === 1 ? backend.subset : `${backendName(backend)}/${backend.subset}`;
  };
}

/** `web`, or `shop/web` where the Service is in another namespace than the route. */
export function backendName({ service, namespace }: RouteBackend): string {
  return namespace === undefined ? service : `${namespace}/${service}`;
}

function clip(text: string): string {
  return clipText(text, 80);
}
