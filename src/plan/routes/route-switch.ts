import type { Backend, RouteRule } from './route-kind.ts';

/** The same rule before and after the change. */
export interface RulePair {
  readonly before: RouteRule;
  readonly after: RouteRule;
}

/** The rules of both revisions in pairs: by what they match, then, of those which match something else now, by their order. */
export function pairRules(before: readonly RouteRule[], after: readonly RouteRule[]): readonly RulePair[] {
  const known = Map.groupBy(before, ({ key }) => key);
  const partners = new Map(
    after.flatMap((rule) => {
      const partner = known.get(rule.key)?.shift();
      return partner ? [[rule, partner] as const] : [];
    }),
  );
  const paired = new Set(partners.values());
  const restBefore = before.filter((rule) => !paired.has(rule));
  const restAfter = after.filter((rule) => !partners.has(rule));
  const byOrder = restBefore.length === restAfter.length ? restBefore : [];
  return after.flatMap((rule) => {
    const partner = partners.get(rule) ?? byOrder[restAfter.indexOf(rule)];
    return partner ? [{ before: partner, after: rule }] : [];
  });
}

/** How the requests of a rule are divided anew; undefined: as before, or it is no matter of Services. */
export function switchOf({ before, after }: RulePair): 'Backends' | 'Weights' | undefined {
  if (before.backends.length === 0 || after.backends.length === 0) return undefined;
  const [sharesBefore, sharesAfter] = [sharesOf(before), sharesOf(after)];
  const isSame =
    sharesBefore.size === sharesAfter.size &&
    [...sharesAfter].every(([key, share]) => Math.abs((sharesBefore.get(key) ?? 0) - share) < shareEpsilon);
  if (isSame) return undefined;
  const isDisjoint = [...sharesAfter.keys()].every((key) => !sharesBefore.has(key));
  return isDisjoint && sharesBefore.size > 0 && sharesAfter.size > 0 ? 'Backends' : 'Weights';
}

/** Below what can be written with whole weights. */
const shareEpsilon = 1e-9;

/** The backends of a rule which get requests. */
export function servingBackends({ backends }: RouteRule): readonly Backend[] {
  return backends.filter(({ weight }) => weight > 0);
}

/** The share of the requests (0 to 1) of each backend which gets some, by its key. */
function sharesOf(rule: RouteRule): ReadonlyMap<string, number> {
  const serving = servingBackends(rule);
  const total = totalOf(rule);
  const shares = new Map<string, number>();
  for (const backend of serving) {
    const key = backendKey(backend);
    shares.set(key, (shares.get(key) ?? 0) + backend.weight / total);
  }
  return shares;
}

/** Of what the weights of a rule are a share: 90 and 10 of 100, 1 and 1 of 2. */
export function totalOf({ total, backends }: RouteRule): number {
  return total ?? backends.reduce((sum, { weight }) => sum + weight, 0);
}

/** Backends with the same key mean the same pods. */
export function backendKey({ service, namespace, subset }: Backend): string {
  return JSON.stringify([namespace ?? null, service, subset ?? null]);
}
