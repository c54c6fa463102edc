import type { JsonObject } from '../../schema/json.ts';
import { stringAt } from '../field-access.ts';
import { labelKeyFault } from '../label-syntax.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import { invalid, notSupported, type Rejections, required } from './rejections.ts';

export const environmentFieldPaths: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

export const volumeFieldPaths: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'metadata.uid',
];

/** What the downward API can convert at all, without a subscript. Mirrors ConvertDownwardAPIFieldLabel. */
const convertible = new Set(
  [...environmentFieldPaths, ...volumeFieldPaths, 'spec.restartPolicy', 'spec.schedulerName'].concat([
    'status.phase',
    'spec.hostNetwork',
    'spec.nodeName',
    'status.nominatedNodeName',
    'spec.host',
  ]),
);

/** Mirrors validateObjectFieldSelector. */
export function* validateFieldRef(reference: JsonObject, supported: readonly string[], path: string): Rejections {
  const apiVersion = stringAt(reference, 'apiVersion') ?? 'v1';
  const fieldPath = stringAt(reference, 'fieldPath') ?? '';
  if (fieldPath === '') {
    yield required(`${path}.fieldPath`);
    return;
  }
  const subscript = /^([^[]*)\['(.*)'\]$/.exec(fieldPath);
  if (apiVersion !== 'v1' || (subscript === null && !convertible.has(fieldPath))) {
    yield invalid(`${path}.fieldPath`, 'is no field of a pod which the downward API offers in this apiVersion');
    return;
  }
  if (subscript !== null) yield* validateSubscript(subscript[1] ?? '', subscript[2] ?? '', path);
  else if (!supported.includes(fieldPath)) yield notSupported(`${path}.fieldPath`, supported);
}

function* validateSubscript(field: string, key: string, path: string): Rejections {
  if (field !== 'metadata.annotations' && field !== 'metadata.labels') {
    yield invalid(`${path}.fieldPath`, 'only metadata.labels and metadata.annotations take a key in brackets');
    return;
  }
  const fault = labelKeyFault(field === 'metadata.annotations' ? key.toLowerCase() : key);
  if (fault !== undefined) yield invalid(path, fault);
}

const resources: readonly string[] = ['limits', 'requests'].flatMap((kind) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${kind}.${name}`),
);
const byteDivisors: readonly string[] = ['1', '1k', '1M', '1G', '1T', '1P', '1E'].concat([
  '1Ki',
  '1Mi',
  '1Gi',
  '1Ti',
  '1Pi',
  '1Ei',
]);
const cpuDivisors: readonly string[] = ['1m', '1'];

/** Mirrors validateContainerResourceFieldSelector; a volume must name the container. */
export function* validateResourceFieldRef(reference: JsonObject, path: string, isVolume: boolean): Rejections {
  const resource = stringAt(reference, 'resource') ?? '';
  const isHugePages = /^(limits|requests)\.hugepages-/.test(resource);
  if (isVolume && (stringAt(reference, 'containerName') ?? '') === '') yield required(`${path}.containerName`);
  else if (resource === '') yield required(`${path}.resource`);
  else if (!resources.includes(resource) && !isHugePages) yield notSupported(`${path}.resource`, resources);
  const divisor = stringAt(reference, 'divisor') ?? '0';
  const amount = parseQuantity(divisor);
  if (amount === undefined || quantitySign(amount) === 0) return;
  const supported = resource.endsWith('.cpu') ? cpuDivisors : byteDivisors;
  if ((resources.includes(resource) || isHugePages) && !supported.includes(divisor)) {
    yield invalid(`${path}.divisor`, `must be one of: ${supported.join(', ')}`);
  }
}
