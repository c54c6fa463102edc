import { asText, fieldOf, type Place, type TextPlace } from './place.ts';

/** One entry of a kustomization which names something that the build reads. */
export interface Reference {
  /** `Resource`: a directory, a file, or something remote. `File`: a file, or the URL of one. */
  readonly type: 'Resource' | 'File';
  /** The field of the kustomization. */
  readonly field: string;
  readonly entry: string;
  readonly at: Place['at'];
  /** What the file holds becomes a Secret. */
  readonly isSecret: boolean;
}

/** What keeps a kustomization from being built here. */
export interface Obstacle {
  readonly type: 'RemoteBase' | 'FileUrl' | 'Plugin' | 'HelmChart' | 'OutsideOfRepository' | 'AbsolutePath';
  readonly message: string;
  readonly at: Place['at'];
}

/** What a part of a kustomization says of what it needs. */
export interface Contents {
  readonly references: readonly Reference[];
  readonly obstacles: readonly Obstacle[];
  readonly secretValues: readonly string[];
}

export function joinContents(parts: readonly Contents[]): Contents {
  return {
    references: parts.flatMap(({ references }) => references),
    obstacles: parts.flatMap(({ obstacles }) => obstacles),
    secretValues: parts.flatMap(({ secretValues }) => secretValues),
  };
}

export function referringTo(references: readonly Reference[]): Contents {
  return { references, obstacles: [], secretValues: [] };
}

export function hinderedBy(obstacle: Obstacle): Contents {
  return { references: [], obstacles: [obstacle], secretValues: [] };
}

/** References of one field; `type` and `isSecret` hold for all of them. */
export function referencesOf(
  field: string,
  texts: readonly TextPlace[],
  { type = 'File', isSecret = false }: Partial<Pick<Reference, 'type' | 'isSecret'>> = {},
): readonly Reference[] {
  return texts.map(({ value, at }) => ({ type, field, entry: value, at, isSecret }));
}

/** The `path` of each of these mappings, as patches and replacements have it. */
export function pathsOf(places: readonly Place[]): readonly TextPlace[] {
  return places.flatMap((place) => asText(fieldOf(place, 'path')));
}
