import { objectAt } from '../kubernetes/field-access.ts';
import { type ObjectReader, objectReader } from '../kubernetes/object-reader.ts';
import { valuesIdentical } from '../kubernetes/values-equal.ts';
import type { ObjectPosition } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { JsonObject } from '../schema/json.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { Rejection } from '../schema/rejection.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import { effectsOf } from './effects.ts';
import { type FieldDifference, fieldChanges } from './field-changes.ts';
import { judgeEdit } from './judge-edit.ts';
import { type MaskedPair, maskObjects } from './mask-secrets.ts';
import { mask } from './mask-text.ts';
import type { ObjectChange } from './object-change.ts';
import { type ObjectPair, pairObjects } from './pair-objects.ts';
import { isOpenField, withoutFields, withStandIns } from './placeholders.ts';
import { editsMaxAmong, textHunks } from './text-hunks.ts';
import type { Verdict } from './verdict.ts';

export interface DiffInput {
  readonly base: readonly RevisionObject[];
  readonly head: readonly RevisionObject[];
  /** The target version, "1.34". */
  readonly kubernetesVersion: string;
  /** Of that version; for whoever reads the same objects afterwards. */
  readonly read?: ObjectReader;
  /** Pods of a workload whose manifest does not say how many; without this 1, the API server's default. */
  readonly replicasIfUnwritten?: (object: RevisionObject) => number;
}

type Reading = DiffInput & { readonly read: ObjectReader; readonly editsMax: number };

const fieldsMax = 100;
const rejectionsMax = 100;

/**
 * What differs between two revisions, sorted by identity; objects that are equal as written are not among it.
 * An object which is replaced by another one (renamed, moved to another namespace, of another kind) gives two changes, a
 * deletion and a creation, linked by pairedWith. Nothing in `change` is secret; `before` and `after` are not masked.
 */
export function diffObjects(input: DiffInput): readonly ObjectChange[] {
  const pairs = pairObjects(input.base, input.head, isUnchanged);
  const reading = { ...input, read: input.read ?? objectReader(input), editsMax: editsMaxAmong(pairs.length) };
  return pairs
    .flatMap((pair) => changesOf(pair, reading))
    .map((change) => ({ change, key: identityKey(change.change.object) }))
    .toSorted((a, b) => byCodeUnit(a.key, b.key))
    .map(({ change }) => change);
}

function isUnchanged(base: RevisionObject, head: RevisionObject): boolean {
  const [one, other] = [base.object, head.object];
  return one === other || isSameText(one.document, other.document) || valuesIdentical(one.value, other.value);
}

/** Equal texts give equal objects: cheaper to see than that the objects are equal. */
function isSameText(one: ObjectPosition, other: ObjectPosition): boolean {
  const isSame = one.documentText !== '' && one.documentText === other.documentText;
  return (
    isSame && one.within.length === other.within.length && one.within.every((step, at) => step === other.within[at])
  );
}

function changesOf(pair: ObjectPair, input: Reading): readonly ObjectChange[] {
  const { base, head, link } = pair;
  if (!base || !head) return [changeOf(pair, { before: base, after: head }, input)];
  if (!link || link.type === 'Same') return [changeOf(pair, { before: base, after: head }, input)];
  return [
    changeOf(pair, { before: base, after: undefined }, input),
    changeOf(pair, { before: undefined, after: head }, input),
  ];
}

interface Sides {
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
}

/** One change of a pair; where the pair is a deletion and a creation, the creation tells what differs between the two. */
function changeOf({ base, head, link }: ObjectPair, sides: Sides, input: Reading): ObjectChange {
  const { before, after } = sides;
  const comparedWith = after ? base : undefined;
  const masked = maskObjects((after ? comparedWith : before)?.object.value, after?.object.value);
  const comparison = compareFields(masked, comparedWith, after, input);
  const verdict = judge(sides, masked, input);
  const effects = effectsOf({
    ...sides,
    ...comparison,
    verdict,
    link,
    replicasIfUnwritten: input.replicasIfUnwritten ?? (() => 1),
  });
  const counterpart = after ? base : head;
  const hunks = textHunks(masked.before, masked.after, input.editsMax);
  const change: ResourceChange = {
    object: referenceOf(sides),
    action: before && after ? 'update' : after ? 'create' : 'delete',
    effects,
    ...shownFields(comparison.differences),
    rejected: verdict.rejected,
    ...(link && counterpart && { pairedWith: { object: counterpart.reference, reason: link.reason } }),
    source: sourceOf(sides),
    ...(hunks !== undefined && { hunks }),
  };
  return { change, ...sides, verdict };
}

function compareFields(
  masked: MaskedPair,
  base: RevisionObject | undefined,
  head: RevisionObject | undefined,
  { read }: Reading,
): { readonly differences: readonly FieldDifference[]; readonly unknownFields: readonly string[] } {
  if (!base || !head || !masked.before || !masked.after) return { differences: [], unknownFields: [] };
  const { decoded: before, filled: filledBefore } = read(base.object.value);
  const { decoded: after, filled: filledAfter } = read(head.object.value);
  const fields = before.kind === after.kind ? after.kind?.fields : undefined;
  return {
    differences: fieldChanges(
      { shown: masked.before, normal: filledBefore },
      { shown: masked.after, normal: filledAfter },
      fields,
    ),
    unknownFields: [...before.unknownFields, ...after.unknownFields],
  };
}

function judge({ before, after }: Sides, { secrets }: MaskedPair, input: Reading): Verdict {
  const beforeValue = before && after ? inNamespaceOf(before, after) : before?.object.value;
  const verdict = judgeFilledIn(beforeValue, after?.object.value, input);
  if (verdict.rejected.length === 0) return verdict;
  const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length);
  const shown = withCount(verdict.rejected).map((rejection) => withoutSecrets(rejection, longestFirst));
  return { ...verdict, rejected: shown };
}

/** The first refusals; the last of them says how many more there are. */
function withCount(rejected: readonly Rejection[]): readonly Rejection[] {
  const last = rejected[rejectionsMax - 1];
  if (last === undefined || rejected.length === rejectionsMax) return rejected;
  const reason = `${last.reason}; ${rejected.length - rejectionsMax} more refusals are left out`;
  return [...rejected.slice(0, rejectionsMax - 1), { field: last.field, reason }];
}

/** What another tool fills in later is no reason for a refusal: such fields are left out of the judgement. */
function judgeFilledIn(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  { kubernetesVersion, read }: Reading,
): Verdict {
  const options = { kubernetesVersion, via: 'apply', read } as const;
  const from = before && withStandIns(before);
  const to = after && withStandIns(after);
  const verdict = judgeEdit(from, to, options);
  const open = verdict.rejected.filter(({ field }) => after && isOpenField(after, field)).map(({ field }) => field);
  if (open.length === 0) return verdict;
  return judgeEdit(from && withoutFields(from, open), to && withoutFields(to, open), options);
}

/** One object on both sides, though only one manifest states its namespace. */
function inNamespaceOf(before: RevisionObject, after: RevisionObject): JsonObject {
  const { value } = before.object;
  if (before.reference.namespace === after.reference.namespace) return value;
  const { namespace: _, ...metadata } = objectAt(value, 'metadata');
  const namespace = after.reference.namespace;
  return { ...value, metadata: namespace === undefined ? metadata : { ...metadata, namespace } };
}

/** A refusal may quote the value which it refuses. Short values are only replaced where they are quoted. */
function withoutSecrets({ field, reason }: Rejection, longestFirst: readonly string[]): Rejection {
  const clean = (text: string) =>
    longestFirst.reduce((rest, secret) => rest.replaceAll(secret.length >= 4 ? secret : `"${secret}"`, mask), text);
  return { field: clean(field), reason: clean(reason) };
}

/** What really changes goes before other spellings where not all can be listed. */
function shownFields(differences: readonly FieldDifference[]): Pick<ResourceChange, 'fields' | 'fieldsOmitted'> {
  const fields = differences.map(({ change }) => change);
  if (fields.length <= fieldsMax) return { fields };
  const real = fields.filter(({ type }) => type !== 'SameMeaning');
  const others = fields.filter(({ type }) => type === 'SameMeaning');
  return { fields: [...real, ...others].slice(0, fieldsMax), fieldsOmitted: fields.length - fieldsMax };
}

function referenceOf(sides: Sides) {
  return present(sides).reference;
}

function sourceOf(sides: Sides): ResourceChange['source'] {
  const { path, line } = present(sides).object.document;
  return { path, line, revision: sides.after ? 'head' : 'base' };
}

function present({ before, after }: Sides): RevisionObject {
  const object = after ?? before;
  if (!object) throw new Error('a change has neither base nor head');
  return object;
}
