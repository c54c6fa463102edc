import { fieldAt, stringAt } from '../kubernetes/field-access.ts';
import type { JsonObject } from '../schema/json.ts';
import type { PodSelection } from './pod-selections.ts';
import { podsElsewhereRemark, podsUndecidedRemark } from './reference-remarks.ts';
import { serviceSelector } from './relations.ts';
import type { SelectedPods } from './selected-pods.ts';

/** What a reviewer would not expect of the endpoints of a Service; `moves`: its selector changes. */
export function serviceRemarks({ pair: { base, head }, selected }: PodSelection, moves: boolean): readonly string[] {
  const service = head?.object.value;
  if (!service) return referenceRemarks(selected.base);
  const stopsPods = moves || selected.head.targets.some(({ changes }) => changes);
  return [
    ...referenceRemarks(selected.head),
    ...(moves && base && !serviceSelector(base) && !isAlias(base.object.value) ? [endpointsTakenOver] : []),
    ...(moves && !isAlias(service) && !serviceSelector(head) ? [endpointsLeft] : []),
    ...(moves && fieldAt(service, 'spec', 'clusterIP') === 'None' ? [headless] : []),
    ...(stopsPods && isLocal(service) ? [localOnly] : []),
    ...(moves && fieldAt(service, 'spec', 'publishNotReadyAddresses') === true ? [notReadyAddresses] : []),
  ];
}

const endpointsTakenOver =
  'It had no selector, so somebody else kept its endpoints; from the apply on Kubernetes writes them.';
const endpointsLeft =
  'Without a selector its endpoints stay as they are, and nobody renews them when their pods are replaced.';
const headless =
  'It is headless: clients find the pods by DNS, and keep the addresses of the old ones until they ask again.';
const localOnly =
  'With externalTrafficPolicy Local a node without a ready pod drops what reaches it from outside, until the load balancer or the client turns to another node.';
const notReadyAddresses = 'With publishNotReadyAddresses requests also reach pods which are not ready yet.';

function referenceRemarks({ type, roots }: SelectedPods['head']): readonly string[] {
  if (type === 'OnlyMatch') return [podsElsewhereRemark(roots)];
  return type === 'Ambiguous' ? [podsUndecidedRemark(roots)] : [];
}

function isAlias(service: JsonObject): boolean {
  return stringAt(service, 'spec', 'type') === 'ExternalName';
}

function isLocal(service: JsonObject): boolean {
  const type = stringAt(service, 'spec', 'type');
  const isReachedFromOutside = type === 'NodePort' || type === 'LoadBalancer';
  return isReachedFromOutside && stringAt(service, 'spec', 'externalTrafficPolicy') === 'Local';
}
