/** From a place to those which it leads to. */
export type Next = (place: string) => readonly string[];

/** All places to which some lead, those included. */
export function reach(starts: Iterable<string>, next: Next): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const place of reached) for (const other of next(place)) reached.add(other);
  return reached;
}

/** The way back: from each place to those which lead to it. */
export function backwards(places: Iterable<string>, next: Next): Next {
  const before = new Map<string, string[]>();
  for (const place of places) {
    for (const other of next(place)) {
      const list = before.get(other);
      if (list) list.push(place);
      else before.set(other, [place]);
    }
  }
  return (place) => before.get(place) ?? [];
}

export interface DeepWalk {
  /** Each place after all that it leads to, as far as there is no cycle. */
  readonly finished: readonly string[];
  /** The first way round that was met, its beginning once more at its end. */
  readonly cycle: readonly string[] | undefined;
}

/** Walks depth first, without recursion: a chain may have as many links as a repository has directories. */
export function walkDeep(starts: Iterable<string>, next: Next): DeepWalk {
  const finished: string[] = [];
  const seen = new Set<string>();
  let cycle: readonly string[] | undefined;
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const way = [stepAt(start, next)];
    const onWay = new Set([start]);
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const other = last.rest.next();
      if (other.done === true) {
        finished.push(last.place);
        onWay.delete(last.place);
        way.pop();
      } else if (!seen.has(other.value)) {
        seen.add(other.value);
        onWay.add(other.value);
        way.push(stepAt(other.value, next));
      } else if (cycle === undefined && onWay.has(other.value)) {
        cycle = wayRound(way, other.value);
      }
    }
  }
  return { finished, cycle };
}

interface Step {
  readonly place: string;
  readonly rest: Iterator<string>;
}

function stepAt(place: string, next: Next): Step {
  return { place, rest: next(place).values() };
}

function wayRound(way: readonly Step[], place: string): readonly string[] {
  const places = way.map((step) => step.place);
  return [...places.slice(places.indexOf(place)), place];
}
