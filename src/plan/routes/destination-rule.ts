import { listAt, stringAt, stringMapAt } from '../../kubernetes/field-access.ts';
import type { RevisionObject } from '../../manifest/revision-object.ts';
import { apiGroup } from '../../schema/object-identity.ts';
import type { Labels } from '../relations.ts';
import { type ServiceName, serviceOfHost } from './service-host.ts';

export const destinationRuleKind = 'DestinationRule';

export function isDestinationRule({ reference }: RevisionObject): boolean {
  return reference.kind === destinationRuleKind && apiGroup(reference.apiVersion) === 'networking.istio.io';
}

/** The Service whose pods a DestinationRule of Istio divides into subsets. */
export function dividedService({ reference, object }: RevisionObject): ServiceName | undefined {
  return serviceOfHost(object.value['spec'], reference.namespace);
}

/** The labels which the pods of a subset have beside those of the Service; undefined: there is no such subset. */
export function subsetLabels(rule: RevisionObject, subset: string): Labels | undefined {
  const found = listAt(rule.object.value, 'spec', 'subsets').find((each) => stringAt(each, 'name') === subset);
  return found === undefined ? undefined : stringMapAt(found, 'labels');
}
