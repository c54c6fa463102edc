import { byCodeUnit } from '../../schema/by-code-unit.ts';
import type { JsonObject } from '../../schema/json.ts';
import { colouredCopy, colouredName, colourOf, otherColour, type VersionLabel, versionLabel } from './colours.ts';
import { type Refusal, refused } from './compiled-step.ts';
import { copyAs, isRenamed, nameOf, nounOf, podLabels, withReplicas } from './object-parts.ts';
import { cannotCreate, overlaps } from './refusals.ts';
import {
  matchLabels,
  podNumbers,
  serviceLabels,
  serviceSelects,
  servicesInFront,
  type WorkloadInPlace,
  withServiceLabel,
} from './workload-in-place.ts';

/** A Deployment of one version, and the label by which a Service tells its pods from those of the other. */
export interface Version {
  readonly deployment: JsonObject;
  readonly key: string;
  readonly value: string;
}

export interface TwoVersions {
  readonly type: 'Versions';
  /** What serves when the new one is made: the workload itself, or a labelled copy of it. */
  readonly live: Version;
  readonly fresh: Version;
}

/** The two Deployments which stand beside each other; refused where they would meet each other or a third one. */
export function twoVersions(workload: WorkloadInPlace): TwoVersions | Refusal {
  const versions = isRenamed(workload) ? namedVersions(workload) : colouredVersions(workload);
  if (versions.type === 'Refused') return versions;
  const { live, fresh } = versions;
  const isCopied = live.deployment !== workload.before;
  const obstacle =
    (isCopied ? cannotCreate(live.deployment, workload) : undefined) ??
    cannotCreate(fresh.deployment, isCopied ? { ...workload, before: live.deployment } : workload);
  if (obstacle) return obstacle;
  if (!overlaps(live.deployment, fresh.deployment)) return versions;
  return refused(
    `The selectors of ${nounOf(live.deployment)} and ${nounOf(fresh.deployment)} would overlap.`,
    'Ask for the version label by matchLabels, or use rolling-update-no-downtime.',
  );
}

/** The new version is a copy under another colour. */
function colouredVersions(workload: WorkloadInPlace): TwoVersions {
  const { before, after } = workload;
  const numbers = podNumbers(workload);
  const known = versionLabel(before, servicesInFront(workload));
  const live = known?.isOwn === true ? { ...known, deployment: before } : copyOf(before, known, numbers.before);
  const { name, key, value } = colouredName(after, known, otherColour(live.colour));
  const deployment = withReplicas(colouredCopy(after, { name, key, value }), numbers.after);
  return { type: 'Versions', live, fresh: { deployment, key, value } };
}

/** Where a colour is named already, the copy takes the other one. */
function copyOf(before: JsonObject, known: VersionLabel | undefined, replicas: number) {
  const worn = known?.colour ?? colourOf(nameOf(before));
  const colour = worn === undefined ? 'blue' : otherColour(worn);
  const name = colouredName(before, known, colour);
  const { key, value } = name;
  return { deployment: withReplicas(colouredCopy(before, name), replicas), key, value, colour };
}

/** The change itself names both: they stay as they are written, and a label tells them apart for which both ask. */
function namedVersions(workload: WorkloadInPlace): TwoVersions | Refusal {
  const { before, after } = workload;
  const front = servicesInFront(workload);
  const [own, wanted] = [ownLabels(before), ownLabels(after)];
  const differing = Object.keys(own).filter((key) => wanted[key] !== undefined && wanted[key] !== own[key]);
  const asks = (key: string) => front.some((service) => Object.hasOwn(serviceLabels(service), key));
  const [key] = differing.toSorted((a, b) => Number(asks(b)) - Number(asks(a)) || byCodeUnit(a, b));
  if (key === undefined) {
    return refused(
      `No label tells the pods of ${nounOf(before)} from those of ${nounOf(after)}.`,
      'Ask for the same label with two values in the selectors of both.',
    );
  }
  const versionOf = (deployment: JsonObject, labels: typeof own) => ({ deployment, key, value: labels[key] ?? '' });
  const fresh = versionOf(withReplicas(copyAs(after, nameOf(after)), podNumbers(workload).after), wanted);
  const missed = front.find(
    (service) => !serviceSelects(withServiceLabel(service, key, fresh.value), podLabels(after)),
  );
  if (missed) {
    return refused(
      `${nounOf(missed)} asks for more than ${key}, and the pods of ${nounOf(after)} do not carry it.`,
      `Keep the other labels of ${nounOf(before)}.`,
    );
  }
  return { type: 'Versions', live: versionOf(before, own), fresh };
}

/** What the pods carry because their workload asks for it. */
function ownLabels(deployment: JsonObject): Readonly<Record<string, string>> {
  const carried = podLabels(deployment);
  return Object.fromEntries(Object.entries(matchLabels(deployment)).filter(([key, value]) => carried[key] === value));
}
