import { configReads } from '../diff/config-reads.ts';
import type { ObjectChange } from '../diff/object-change.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { wordsOf } from '../manifest/written-words.ts';
import { resolveReference } from '../roots/resolve-reference.ts';
import type { LostReference } from '../rules/rule-facts.ts';
import { identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { type RuleSubject, withFacts } from './collect-findings.ts';
import { frontKinds } from './document-filter.ts';
import { objectName } from './object-name.ts';
import { pairNameKey, pairsByName } from './pairs-by-name.ts';
import { acceptedPairs } from './plan-traffic.ts';
import { podSelections, podsBehind } from './pod-selections.ts';
import { rootWords } from './reference-remarks.ts';
import { isAutoscaler, isBudget, namedTarget, nameKey } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import { routedServices } from './routes/route-kinds.ts';
import { serviceKey } from './routes/service-host.ts';
import type { WorkloadPods } from './workload-pods.ts';

interface Facts {
  readonly changes: readonly ObjectChange[];
  readonly pairs: readonly RevisionPair[];
  readonly pods: readonly WorkloadPods[];
  readonly traffic: readonly TrafficChange[];
  /** The changed documents of head. */
  readonly documents: readonly ManifestDocument[];
}

/** Tells the rules what still refers to a deleted object. */
export function withLostReferences(subjects: readonly RuleSubject[], facts: Facts): readonly RuleSubject[] {
  const deleted = facts.changes.filter(({ change }) => change.action === 'delete');
  if (deleted.length === 0) return subjects;
  const { pairs } = facts;
  const losses = [...lostPods(facts), ...lostBudgets(facts), ...lostTargets(pairs), ...lostConfigs(deleted, pairs)];
  const byGone = Map.groupBy(losses, ({ gone }) => identityKey(gone));
  const provided = new Set(facts.documents.filter(isOpaque).flatMap(({ text }) => wordsOf(text)));
  return withFacts(subjects, ({ change: { action, object } }) => {
    if (action !== 'delete' || provided.has(object.name)) return undefined;
    const lostReferences = (byGone.get(identityKey(object)) ?? []).map(toldOf);
    return lostReferences.length === 0 ? undefined : { lostReferences };
  });
}

interface Loss {
  /** What is deleted. */
  readonly gone: ObjectReference;
  readonly by: ObjectReference;
  readonly loss: LostReference['loss'];
}

function toldOf({ gone, by, loss }: Loss): LostReference {
  const where = gone.root === by.root ? '' : ` in ${rootWords(by.root)} (for it the only match in the repository)`;
  return { by: `${objectName(by)}${where}`, loss };
}

/**
 * A document which is no object, or one of a kind whose making is not known here, may bring about an object of a name
 * that it mentions: a generator of a kustomization, a sealed Secret, a Helm release.
 */
function isOpaque({ content }: ManifestDocument): boolean {
  if (content.type !== 'Objects') return content.type !== 'Empty';
  return content.objects.some(({ kind, value }) => !plainKinds.has(kind) && !podTemplateOf(value));
}

/** What they hold is all that there is to them. */
const plainKinds: ReadonlySet<string> = new Set([
  ...frontKinds,
  'ConfigMap',
  'Secret',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'Namespace',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'ServiceMonitor',
  'PodMonitor',
]);

/** Services which stay as they are and had no other pods. One whose selector changes is told of as a switch. */
function lostPods({ traffic }: Facts): readonly Loss[] {
  return traffic
    .filter(({ object, after, endpoints }) => object.kind === 'Service' && after && endpoints.before > 0)
    .filter(({ after, switch: moved }) => after?.workloads.length === 0 && !moved)
    .flatMap(({ object: by, before }) => (before?.workloads ?? []).map((gone) => ({ gone, by, loss: 'Pods' })));
}

function lostBudgets({ changes, pairs, pods }: Facts): readonly Loss[] {
  return podSelections(acceptedPairs(changes, pairs, isBudget), pods).flatMap((selection): readonly Loss[] => {
    const { before, after } = podsBehind(selection);
    if (!selection.pair.head || after.length > 0) return [];
    const by = selection.object.reference;
    return before.map(({ workload }) => ({ gone: workload.reference, by, loss: 'GuardedPods' }));
  });
}

interface Naming {
  readonly head: RevisionObject;
  /** Of what it names. */
  readonly key: string;
  readonly loss: Loss['loss'];
}

/** Autoscalers, the controllers which roll out in the stead of a workload’s own, and the routes to Services. */
function namesIn(head: RevisionObject): readonly Naming[] {
  const target = namedTarget(head);
  if (target) {
    const loss = isAutoscaler(head) ? 'ScaleTarget' : 'RolloutTarget';
    return [{ head, key: nameKey(head, target.kind, target.name), loss }];
  }
  const services = new Set(routedServices(head).map(serviceKey));
  return [...services].map((key) => ({ head, key, loss: 'Backend' }));
}

/** What names a deleted object and no other one. */
function lostTargets(pairs: readonly RevisionPair[]): readonly Loss[] {
  const naming = pairs.flatMap(({ head }) => (head ? namesIn(head) : []));
  const keys = new Set(naming.map(({ key }) => key));
  const named = pairs.filter((pair) => keys.has(pairNameKey(pair)));
  const candidates = pairsByName(named);
  return naming.flatMap(({ head, key, loss }): readonly Loss[] => {
    const { targets } = resolveReference(head.reference.root, candidates.get(key));
    const [gone] = targets.every((target) => !target.head) ? targets : [];
    return gone?.base ? [{ gone: gone.base.reference, by: head.reference, loss }] : [];
  });
}

/** The workloads of head whose pods do not start without it. */
function lostConfigs(deleted: readonly ObjectChange[], pairs: readonly RevisionPair[]): readonly Loss[] {
  const heads = new Map(pairs.flatMap(({ head }) => (head ? [[identityKey(head.reference), head] as const] : [])));
  return deleted.flatMap(({ change: { object: gone, effects } }) =>
    effects
      .flatMap((effect) => (effect.type === 'ConfigReaches' ? effect.readers : []))
      .filter(({ object }) => needs(heads.get(identityKey(object)), gone))
      .map(({ object: by, sees }): Loss => {
        return { gone, by, loss: sees === 'WithThisRollout' ? 'ConfigOfThisRollout' : 'ConfigOfTheNextPods' };
      }),
  );
}

function needs(workload: RevisionObject | undefined, { kind, name }: ObjectReference): boolean {
  if (!workload) return false;
  return configReads(workload.object.value).some(
    (read) => read.kind === kind && read.name === name && !read.isOptional,
  );
}
