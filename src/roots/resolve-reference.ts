/** All that a reference fits, whichever root it is in. */
export interface Candidates<Target> {
  /** What moves between two roots stands in both. */
  readonly byRoot: ReadonlyMap<string, readonly Target[]>;
  /** Where they are now; sorted. */
  readonly roots: readonly string[];
}

/**
 * `OwnRoot`: the root of the referrer has it. `OnlyMatch`: it has not, and of all other roots exactly one has.
 * `Ambiguous`: several have, and nobody can say which is meant. `Missing`: none has.
 */
export interface Resolution<Target> {
  readonly type: 'OwnRoot' | 'OnlyMatch' | 'Ambiguous' | 'Missing';
  /** What is meant: nothing where it is ambiguous or missing. */
  readonly targets: readonly Target[];
  /** Where all is that could be meant; sorted. */
  readonly roots: readonly string[];
}

/**
 * What an object means by a name or a selector, from where it stands: something in its own root, and only without any
 * there something in the whole revision. Two roots of one repository rarely share a cluster and a namespace, so more
 * than one match elsewhere is no match.
 */
export function resolveReference<Target>(root: string, candidates: Candidates<Target> | undefined): Resolution<Target> {
  const { byRoot = new Map<string, readonly Target[]>(), roots = [] } = candidates ?? {};
  const own = byRoot.get(root);
  if (own) return { type: 'OwnRoot', targets: own, roots };
  const [only] = roots;
  if (only === undefined) return { type: 'Missing', targets: [], roots };
  if (roots.length > 1) return { type: 'Ambiguous', targets: [], roots };
  return { type: 'OnlyMatch', targets: byRoot.get(only) ?? [], roots };
}

/** `rootsOf` gives the roots of a target: first where it is now, then, if it moves, where it was. */
export function candidatesOf<Target>(
  targets: readonly Target[],
  rootsOf: (target: Target) => readonly string[],
): Candidates<Target> {
  const byRoot = new Map<string, Target[]>();
  const roots = new Set<string>();
  for (const target of targets) {
    const [now, ...before] = new Set(rootsOf(target));
    if (now === undefined) continue;
    roots.add(now);
    for (const root of [now, ...before]) {
      const list = byRoot.get(root);
      if (list) list.push(target);
      else byRoot.set(root, [target]);
    }
  }
  return { byRoot, roots: [...roots].toSorted() };
}

/** The same for many names at once: what each key may mean. */
export function candidatesByKey<Target>(
  targets: readonly Target[],
  keyOf: (target: Target) => string,
  rootsOf: (target: Target) => readonly string[],
): ReadonlyMap<string, Candidates<Target>> {
  return new Map([...Map.groupBy(targets, keyOf)].map(([key, named]) => [key, candidatesOf(named, rootsOf)]));
}
