import { listAt, objectAt, stringMapAt } from '../../kubernetes/field-access.ts';
import { byCodeUnit } from '../../schema/by-code-unit.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { copyAs, nameOf, podLabels, withField } from './object-parts.ts';
import { matchLabels, serviceLabels, withPodLabel } from './workload-in-place.ts';

export type Colour = 'blue' | 'green';

/** The label which tells two versions apart where a workload has none for it yet. */
const defaultVersionLabel = 'rollcast.dev/version';
const colourWord = /(^|[-_.])(blue|green)(?=$|[-_.])/;

export function otherColour(colour: Colour): Colour {
  return colour === 'blue' ? 'green' : 'blue';
}

/** `green` of `green`, `web-green` and `green.v2`; undefined of `evergreen`. */
export function colourOf(text: string): Colour | undefined {
  const word = colourWord.exec(text)?.[2];
  return word === 'blue' || word === 'green' ? word : undefined;
}

/** `web-blue` becomes `web-green`, and `web` too. */
export function withColour(text: string, colour: Colour): string {
  return colourOf(text) === undefined ? `${text}-${colour}` : text.replace(colourWord, `$1${colour}`);
}

/** By which label of its pods a workload, and the Services in front, tell the versions apart. */
export interface VersionLabel {
  readonly key: string;
  readonly value: string;
  readonly colour: Colour;
  /** The Deployment's own selector asks for it, so that its pods and those of another colour never overlap. */
  readonly isOwn: boolean;
}

/** undefined: no label of the pods names a colour which a Service or the Deployment asks for. */
export function versionLabel(deployment: JsonObject, services: readonly JsonObject[]): VersionLabel | undefined {
  const own = matchLabels(deployment);
  const asked = services.map(serviceLabels);
  const labels = Object.entries(podLabels(deployment)).flatMap(([key, value]): VersionLabel[] => {
    const colour = colourOf(value);
    const isOwn = own[key] === value;
    const isAsked = asked.some((selector) => selector[key] === value);
    return colour !== undefined && (isOwn || isAsked) ? [{ key, value, colour, isOwn }] : [];
  });
  const isAskedFor = ({ key }: VersionLabel) => asked.some((selector) => Object.hasOwn(selector, key));
  const rank = (label: VersionLabel) => (label.isOwn ? 0 : 2) + (isAskedFor(label) ? 0 : 1);
  return labels.toSorted((a, b) => rank(a) - rank(b) || byCodeUnit(a.key, b.key))[0];
}

/** What a copy of a workload is called, and by which label it is told. */
export interface ColouredName {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

export function colouredName(deployment: JsonObject, known: VersionLabel | undefined, colour: Colour): ColouredName {
  return {
    name: withColour(nameOf(deployment), colour),
    key: known?.key ?? defaultVersionLabel,
    value: known === undefined ? colour : withColour(known.value, colour),
  };
}

/** A copy of a Deployment under another colour, with what else in it names the former one. */
export function colouredCopy(deployment: JsonObject, { name, key, value }: ColouredName): JsonObject {
  const former = podLabels(deployment)[key];
  const copy = withPodLabel(copyAs(deployment, name), key, value);
  const labelled =
    former !== undefined && stringMapAt(copy, 'metadata', 'labels')[key] === former
      ? withField(copy, ['metadata', 'labels', key], value)
      : copy;
  return former === undefined ? labelled : withRecolouredPlacement(labelled, key, former, value);
}

/** Affinities and spread constraints which mean the workload's own pods go on meaning them. */
function withRecolouredPlacement(deployment: JsonObject, key: string, from: string, to: string): JsonObject {
  const podSpec = objectAt(deployment, 'spec', 'template', 'spec');
  const placed = ['affinity', 'topologySpreadConstraints'].filter((field) => Object.hasOwn(podSpec, field));
  return placed.reduce(
    (result, field) =>
      withField(result, ['spec', 'template', 'spec', field], recoloured(podSpec[field] ?? null, key, from, to)),
    deployment,
  );
}

function recoloured(value: JsonValue, key: string, from: string, to: string): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return listAt(value).map((item) => recoloured(item, key, from, to));
  const entries = Object.entries(objectAt(value)).map(([name, each]): [string, JsonValue] => {
    const labels = name === 'matchLabels' ? stringMapAt(each) : {};
    return [name, labels[key] === from ? { ...objectAt(each), [key]: to } : recoloured(each, key, from, to)];
  });
  return Object.fromEntries(entries);
}
