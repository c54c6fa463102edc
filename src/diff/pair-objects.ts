import { listAt, stringAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { apiGroup, identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';

/** An object of base and its continuation in head; one of the two may be missing. */
export interface ObjectPair {
  readonly base: RevisionObject | undefined;
  readonly head: RevisionObject | undefined;
  /** Why the two belong together although their identities differ. */
  readonly link?: PairLink;
}

/**
 * `Same`: the cluster sees one object. `Other`: it sees two, of which the second takes the place of the first.
 * `Generated`: two as well, but on purpose: a generated name changes with the content, and so its readers roll.
 */
export interface PairLink {
  readonly type: 'Same' | 'Other' | 'Generated';
  readonly reason: string;
}

/**
 * Finds what each object of base has become: first by identity, then, among what is left and only where there is
 * exactly one candidate on each side, by what a person would recognise it by. Of several objects with one identity the
 * last one counts, as with kubectl. Objects that are the same in both revisions are left out.
 */
export function pairObjects(
  base: readonly RevisionObject[],
  head: readonly RevisionObject[],
  isUnchanged: (base: RevisionObject, head: RevisionObject) => boolean,
): readonly ObjectPair[] {
  const left = new Map(base.map((object) => [identityKey(object.reference), object]));
  const added = new Map<string, RevisionObject>();
  const identities = new Map(head.map((object) => [identityKey(object.reference), object]));
  const pairs: ObjectPair[] = [];
  for (const [key, object] of identities) {
    const counterpart = left.get(key);
    if (!counterpart) added.set(key, object);
    else {
      left.delete(key);
      if (!isUnchanged(counterpart, object)) pairs.push({ base: counterpart, head: object });
    }
  }
  const open = { base: [...left.values()], head: [...added.values()] };
  if (open.base.length > 0 && open.head.length > 0)
    for (const relation of relations) for (const pair of link(open, relation)) pairs.push(pair);
  return [
    ...pairs,
    ...open.base.map((object) => ({ base: object, head: undefined })),
    ...open.head.map((object) => ({ base: undefined, head: object })),
  ];
}

/** A way in which two objects can belong together: those with equal keys do; undefined: not by this relation. */
interface Relation {
  readonly key: (object: RevisionObject) => string | undefined;
  readonly link: (base: ObjectReference, head: ObjectReference) => PairLink;
}

const relations: readonly Relation[] = [
  {
    key: ({ reference }) => keyOf(reference, { group: clusterGroup(reference) }),
    link: (base, head) => ({
      type: 'Same',
      reason: `moved from API ${base.apiVersion} to ${head.apiVersion}: the cluster holds one object under both`,
    }),
  },
  {
    key: ({ reference }) => keyOf(reference, { root: '', group: clusterGroup(reference) }),
    link: movedRoot,
  },
  {
    // Where all environments move at once, the name of each tells them apart: apps/prod becomes workloads/prod.
    key: ({ reference }) => keyOf(reference, { root: lastStep(reference.root), group: clusterGroup(reference) }),
    link: movedRoot,
  },
  {
    key: ({ reference }) => {
      const stem = isConfig(reference) ? generatedStem(reference.name) : undefined;
      return stem === undefined ? undefined : keyOf(reference, { name: stem });
    },
    link: (base, head) => ({
      type: 'Generated',
      reason: `generated name with another hash suffix: ${base.name} becomes ${head.name}`,
    }),
  },
  {
    key: ({ reference }) => keyOf(reference, { namespace: '' }),
    link: movedNamespace,
  },
  {
    key: (object) =>
      isWorkload(object) ? keyOf(object.reference, { name: '', path: object.object.document.path }) : undefined,
    link: renamed,
  },
  {
    key: (object) => {
      const images = isWorkload(object) ? imageRepositories(object) : '';
      return images === '' ? undefined : keyOf(object.reference, { name: '', images });
    },
    link: renamed,
  },
  {
    key: (object) => (isWorkload(object) ? keyOf(object.reference, { group: '', kind: '' }) : undefined),
    link: (base, head) => ({
      type: 'Other',
      reason: `the ${base.kind} becomes a ${head.kind}: another kind is another object, the old one is deleted, the new one created`,
    }),
  },
];

function movedRoot(base: ObjectReference, head: ObjectReference): PairLink {
  return {
    type: 'Same',
    reason: `moved from ${base.root} to ${head.root}: the same object if both are applied to one cluster`,
  };
}

function lastStep(root: string): string {
  return root.slice(root.lastIndexOf('/') + 1);
}

function movedNamespace(base: ObjectReference, head: ObjectReference): PairLink {
  if (base.namespace === undefined || head.namespace === undefined) {
    const namespace = base.namespace ?? head.namespace ?? '';
    const words = head.namespace === undefined ? 'is no longer written' : 'is written out';
    return {
      type: 'Same',
      reason: `namespace ${namespace} ${words}: the same object if it is applied to ${namespace} either way`,
    };
  }
  return {
    type: 'Other',
    reason: `moved from namespace ${base.namespace} to ${head.namespace}: an object of another namespace is another object, the old one is deleted, the new one created`,
  };
}

function renamed(base: ObjectReference, head: ObjectReference): PairLink {
  return {
    type: 'Other',
    reason: `renamed from ${base.name} to ${head.name}: another name is another object, the old one is deleted, the new one created`,
  };
}

/** Takes the pairs of one relation out of what is open. */
function link(open: { base: RevisionObject[]; head: RevisionObject[] }, relation: Relation): readonly ObjectPair[] {
  const bases = groupBy(open.base, relation.key);
  const heads = groupBy(open.head, relation.key);
  const pairs: ObjectPair[] = [];
  for (const [key, [base, ...moreBases]] of bases) {
    const [head, ...moreHeads] = heads.get(key) ?? [];
    if (!base || !head || moreBases.length > 0 || moreHeads.length > 0) continue;
    pairs.push({ base, head, link: relation.link(base.reference, head.reference) });
  }
  const paired = new Set(pairs.flatMap(({ base, head }) => [base, head]));
  open.base = open.base.filter((object) => !paired.has(object));
  open.head = open.head.filter((object) => !paired.has(object));
  return pairs;
}

function groupBy(
  objects: readonly RevisionObject[],
  keyOf: (object: RevisionObject) => string | undefined,
): ReadonlyMap<string, readonly RevisionObject[]> {
  const groups = new Map<string, RevisionObject[]>();
  for (const object of objects) {
    const key = keyOf(object);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return groups;
}

function keyOf(reference: ObjectReference, replaced: Readonly<Record<string, string>>): string {
  const { root, kind, namespace = '', name } = reference;
  return JSON.stringify({ root, group: apiGroup(reference.apiVersion), kind, namespace, name, ...replaced });
}

/** The group under which the API server stores what `extensions` once served. */
function clusterGroup({ apiVersion, kind }: ObjectReference): string {
  const group = apiGroup(apiVersion);
  if (group !== 'extensions') return group;
  return ['Ingress', 'NetworkPolicy'].includes(kind)
    ? 'networking.k8s.io'
    : kind === 'PodSecurityPolicy'
      ? 'policy'
      : 'apps';
}

function isConfig({ apiVersion, kind }: ObjectReference): boolean {
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

/** `app-config` of `app-config-7h2k9mt4fc`: kustomize's suffix is ten characters of its own alphabet. */
function generatedStem(name: string): string | undefined {
  return /^(.+)-[2456789bcdfghkmt]{10}$/.exec(name)?.[1];
}

function isWorkload({ object }: RevisionObject): boolean {
  return podTemplateOf(object.value) !== undefined;
}

/** The repositories of all containers' images, without tags and digests. */
function imageRepositories({ object }: RevisionObject): string {
  const template = podTemplateOf(object.value);
  const images = ['initContainers', 'containers'].flatMap((list) =>
    listAt(template, 'spec', list).map((container) => stringAt(container, 'image') ?? ''),
  );
  const repositories = images
    .filter((image) => image !== '')
    .map((image) => image.replace(/@.*$/, '').replace(/:[^/:]*$/, ''));
  return [...new Set(repositories)].toSorted().join(' ');
}
