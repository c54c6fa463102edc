import { isDeepStrictEqual } from 'node:util';
import { type Arbitrary, array, constantFrom, nat, oneof, tuple, uint8Array } from 'fast-check';
import { FactsError } from '../../../src/app/facts-error.ts';
import { readFacts } from '../../../src/app/read-facts.ts';
import { fieldAt, objectAt } from '../../../src/kubernetes/field-access.ts';
import { countFittingNodes } from '../../../src/kubernetes/node-fit.ts';
import { liveCluster } from '../../../src/plan/live-cluster.ts';
import { Facts } from '../../../src/schema/facts.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import { damage, damaged, hostileObject, toYaml } from '../../app/hostile-manifests.ts';
import { list, liveDeployment, liveObject, liveReplicaSet, ownedBy } from '../../app/live-objects.ts';
import { hostileYaml } from '../hostile-yaml.ts';
import { type Laws, law } from '../law.ts';
import { requireSameJson } from '../require-same.ts';

const secretValue = 'hunter2hunter2';

/** Whatever the file of facts holds, it is read or refused, and what was read can be asked. */
export const factsLaws: Laws = {
  'any bytes are facts, or are refused as such': law(
    () =>
      oneof(
        uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
        hostileYaml,
      ),
    (text) => givesFacts(Buffer.from(text, 'latin1')),
  ),

  'damaged facts are facts, or are refused as such': law(
    () => tuple(factsText, damage).map(([text, harm]) => damaged(text, harm)),
    (text) => givesFacts(Buffer.from(text, 'latin1')),
  ),

  'facts with anything in any field are facts, or are refused as such': law(
    () =>
      tuple(array(liveThing, { maxLength: 5 }), array(hostileObject.map(inNamespace), { maxLength: 3 })).map(
        ([live, hostile]) => toYaml([list(...live, ...hostile)]),
      ),
    (text) => givesFacts(Buffer.from(text)),
  ),
};

/** As the cluster would hold it: without a namespace it would be refused before anything else is looked at. */
function inNamespace(object: JsonObject): JsonObject {
  return { ...object, metadata: { ...objectAt(object, 'metadata'), namespace: 'shop' } };
}

/** What is kept of the file is what the schema says, and holds nothing of what is passed over; the file is read twice alike. */
function givesFacts(bytes: Uint8Array): void {
  const [facts, again] = [readOrRefuse(bytes), readOrRefuse(bytes)];
  if (!isDeepStrictEqual(again, facts)) throw new Error('what is read a second time is not the same');
  if (typeof facts === 'string') {
    if (facts.includes(secretValue)) throw new Error(`a value of a Secret is in the message: ${facts}`);
    return;
  }
  requireSameJson('what the schema says against the facts', Facts.safeParse(facts).error?.issues ?? [], []);
  askAll(facts);
}

function readOrRefuse(bytes: Uint8Array): Facts | string {
  try {
    return readFacts({ name: 'facts', bytes });
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    return error.message;
  }
}

function askAll(facts: Facts): void {
  const cluster = liveCluster(facts);
  for (const object of facts.items) {
    const { apiVersion, kind, metadata } = object;
    const namespace = fieldAt(object, 'metadata', 'namespace');
    const place = typeof namespace === 'string' ? { namespace } : {};
    const reference = { apiVersion, kind, name: metadata.name, ...place };
    const { type } = cluster.workload(reference);
    const isWorkload = /^(Deployment|StatefulSet|DaemonSet|ReplicaSet)$/.test(kind);
    if ((type === 'Found') !== isWorkload) throw new Error(`${kind} ${metadata.name} is ${type}`);
    cluster.autoscalerOf(object);
    countFittingNodes(objectAt(object, 'spec', 'template', 'spec'), cluster.nodes ?? []);
  }
}

const live: readonly JsonObject[] = [
  liveDeployment('web', { uid: 'u1' }, { replicas: 3, readyReplicas: 2 }),
  liveDeployment('web', { uid: 'u1', namespace: 'blog' }),
  liveReplicaSet('web-1', { creationTimestamp: '2026-01-01T00:00:00Z', ...ownedBy('web', 'u1') }),
  liveObject(
    'v1/Node',
    'worker-1',
    { labels: { zone: 'a' } },
    { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } },
  ),
  liveObject('v1/ResourceQuota', 'compute', {}, { status: { hard: { pods: '10' } } }),
  liveObject('v1/Secret', 'login', {}, { data: { password: secretValue } }),
];
const liveThing = constantFrom(...live);

const factsText: Arbitrary<string> = tuple(array(liveThing, { minLength: 1, maxLength: 5 }), nat({ max: 2 })).map(
  ([objects, form]) => {
    if (form === 0) return toYaml([list(...objects)]);
    if (form === 1) return JSON.stringify(list(...objects), null, 4);
    return objects.map((each) => JSON.stringify(list(each))).join('\n');
  },
);
