/** What transformers of a build put around the name of an object. */
export interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

/** Which of the two may be there. */
export interface AffixesAllowed {
  readonly prefix: boolean;
  readonly suffix: boolean;
}

/** What is known of the name of a rendered object. */
export interface NameClues {
  /** Without the hash of a generator. */
  readonly rendered: string;
  /** As its source calls it; empty: nobody knows. */
  readonly originals: readonly string[];
  /** Of either revision, as far as they are written. */
  readonly affixes: readonly Affixes[];
  readonly allowed: AffixesAllowed;
}

/** The characters which kustomize makes hashes of, ten of them. */
const hashSuffix = /-[2456789bcdfghkmt]{10}$/;

export function withoutHash(name: string): string {
  return name.replace(hashSuffix, '');
}

/** How surely a name in a source means the object: 3, it is its name; 0, it is another one. */
export function nameFit(name: string, { rendered, originals, affixes, allowed }: NameClues): number {
  if (originals.includes(name) || isRenderedAs(name, rendered, affixes)) return 3;
  if (originals.length === 0) return mayBecome(name, rendered, allowed) ? 1 : 0;
  const isBetween = originals.some((original) => name.includes(original) && rendered.includes(name));
  return isBetween ? 2 : 0;
}

/** The same for another object, which is rendered as `rendered`, beside the one of the clues. */
export function neighbourFit(name: string, rendered: string, { affixes, allowed }: NameClues): number {
  return nameFit(name, { rendered, originals: [], affixes, allowed });
}

export function isRenderedAs(name: string, rendered: string, affixes: readonly Affixes[]): boolean {
  return name === rendered || affixes.some(({ prefix, suffix }) => prefix + name + suffix === rendered);
}

export function mayBecome(name: string, rendered: string, allowed: AffixesAllowed): boolean {
  if (name === '') return false;
  if (allowed.prefix && allowed.suffix) return rendered.includes(name);
  if (allowed.prefix) return rendered.endsWith(name);
  return allowed.suffix ? rendered.startsWith(name) : rendered === name;
}
