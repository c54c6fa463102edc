import { countAt, fieldAt, listAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import { servedKind } from '../kubernetes/object-kinds.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { rollsPods } from '../kubernetes/rolls-pods.ts';
import type { JsonObject } from '../schema/json.ts';
import type { LiveWorkload } from '../simulate/workload-controller.ts';
import { listWords } from './list-words.ts';
import type { LiveCluster } from './live-cluster.ts';
import { baseTemplate, headTemplate } from './template-ids.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/** What the cluster shows of one workload, and what has to be said of that. */
export interface LiveStart {
  readonly live?: LiveWorkload;
  readonly remarks: readonly string[];
}

interface Revisions {
  readonly before: WorkloadFacts | undefined;
  readonly after: WorkloadFacts | undefined;
  /** The template of head is another one. */
  readonly rolls: boolean;
  readonly read: ObjectReader;
}

/** Looks a workload of base up in the cluster. One which the change creates is not there yet. */
export function liveStart(cluster: LiveCluster, revisions: Revisions): LiveStart {
  const { before } = revisions;
  if (!before) return { remarks: [] };
  const found = cluster.workload(before.object.reference);
  if (found.type === 'NoFacts') return { remarks: [] };
  if (found.type === 'Missing') {
    return { remarks: ['The facts do not hold it: base counts as fully rolled out.'] };
  }
  if (found.type === 'Ambiguous') {
    const namespaces = listWords(found.namespaces, (namespace) => namespace);
    const remark = `The facts hold it in several namespaces (${namespaces}), and the manifest names none: base counts as fully rolled out.`;
    return { remarks: [remark] };
  }
  const { object, replicaSets } = found;
  const live = { object, replicaSets, templateId: templateIds(object, revisions) };
  return { live, remarks: [...underWay(live), ...otherImages(before.stored, object)] };
}

/**
 * The templates of which some pods will not become ready by themselves: the rollout that is under way has exceeded its
 * deadline (the condition Progressing is False), and these ReplicaSets have pods which are not available.
 */
export function brokenTemplates({ object, replicaSets, templateId }: LiveWorkload): readonly string[] {
  const isStuck = listAt(object, 'status', 'conditions').some(
    (condition) => fieldAt(condition, 'type') === 'Progressing' && stringAt(condition, 'status') === 'False',
  );
  if (!isStuck) return [];
  return replicaSets.filter(isShort).map((each) => templateId(templateOf(each)));
}

function isShort(replicaSet: JsonObject): boolean {
  const available = countAt(replicaSet, 'status', 'availableReplicas') ?? 0;
  return (countAt(replicaSet, 'spec', 'replicas') ?? 0) > available;
}

/** Names templates: that of head, that which the cluster wants now, and others as they come. */
function templateIds(object: JsonObject, { after, rolls, read }: Revisions): LiveWorkload['templateId'] {
  const kind = servedKind(stringAt(object, 'apiVersion') ?? '', stringAt(object, 'kind') ?? '');
  // As an object of the workload's own kind, so that nulls are dropped and defaults filled in as on the other side.
  const normal = (template: JsonObject) => {
    const spec = { ...objectAt(object, 'spec'), template };
    return templateOf(read({ ...object, spec }).filled);
  };
  const isSame = (one: JsonObject, other: JsonObject) =>
    rollsPods(kind, { spec: { template: one } }, { spec: { template: other } }) === false;
  const known = [
    ...(after && rolls ? [{ id: headTemplate, template: templateOf(after.stored) }] : []),
    { id: baseTemplate, template: normal(templateOf(object)) },
  ];
  const idOf = (stated: JsonObject) => {
    const template = normal(stated);
    const same = known.find((each) => isSame(each.template, template));
    if (same) return same.id;
    const id = `earlier-${known.length}`;
    known.push({ id, template });
    return id;
  };
  // Every play of the workload asks for the same ReplicaSets, and filling in a template is dear.
  const idOfStated = new WeakMap<JsonObject, string>();
  return (stated) => {
    const id = idOfStated.get(stated) ?? idOf(stated);
    idOfStated.set(stated, id);
    return id;
  };
}

function templateOf(object: JsonObject): JsonObject {
  return objectAt(object, 'spec', 'template');
}

function underWay(live: LiveWorkload): readonly string[] {
  const { object } = live;
  const number = (...fields: readonly string[]) =>
    fields.map((field) => countAt(object, 'status', field)).find((count) => count !== undefined);
  const wanted = countAt(object, 'spec', 'replicas') ?? number('desiredNumberScheduled') ?? 0;
  // A ReplicaSet does not tell its pods apart, so its status has no such number.
  const updated = number('updatedReplicas', 'updatedNumberScheduled') ?? wanted;
  const present = Math.min(wanted, number('replicas', 'currentNumberScheduled') ?? wanted);
  const available = number('availableReplicas', 'numberAvailable') ?? 0;
  const isBroken = brokenTemplates(live).length > 0;
  const stuck = isBroken ? ['It has exceeded its deadline: its pods which are not ready count as broken.'] : [];
  if (updated < present) {
    const found = `${updated} of ${wanted} pods have its template, ${available} are available`;
    const place = isHeld(object) ? 'In the cluster' : 'In the cluster a rollout is under way:';
    return [`${place} ${found}. The forecast starts from there.`, ...stuck];
  }
  return available < wanted ? [`In the cluster ${available} of ${wanted} pods are available now.`, ...stuck] : [];
}

/** Pods of another template are meant to stay: nothing is under way. */
function isHeld(object: JsonObject): boolean {
  const strategy = objectAt(object, 'spec', 'updateStrategy');
  return (
    fieldAt(object, 'spec', 'paused') === true ||
    stringAt(strategy, 'type') === 'OnDelete' ||
    (countAt(strategy, 'rollingUpdate', 'partition') ?? 0) > 0
  );
}

/** The commonest sign that the cluster is not where base is. */
function otherImages(stored: JsonObject, object: JsonObject): readonly string[] {
  const live = imagesOf(object);
  const differing = [...imagesOf(stored)].flatMap(([name, image]) => {
    const running = live.get(name);
    return running === undefined || running === image ? [] : [`${running} where base says ${image}`];
  });
  const [first] = differing;
  if (first === undefined) return [];
  const more = differing.length > 1 ? ` (and ${differing.length - 1} more)` : '';
  return [`The cluster wants ${first}${more}: base is not what was applied last.`];
}

function imagesOf(object: JsonObject): ReadonlyMap<string, string> {
  const podSpec = objectAt(templateOf(object), 'spec');
  return new Map(
    [...listAt(podSpec, 'initContainers'), ...listAt(podSpec, 'containers')].map((container) => [
      stringAt(container, 'name') ?? '',
      stringAt(container, 'image') ?? '',
    ]),
  );
}
