import { integerAt } from '../../kubernetes/field-access.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { ObjectReference } from '../../schema/object-reference.ts';
import type { StepFile } from '../../schema/procedure.ts';
import type { CompiledStep } from '../../strategy/compile/compiled-step.ts';
import { isDeployment, kindOf } from '../../strategy/compile/object-parts.ts';
import type { ReferenceOf } from './step-content.ts';
import { manifestPath, patchPath } from './step-paths.ts';

/** What makes the edits of a step with kubectl, from the folder into which its files are written. */
export function applyCommands(files: readonly StepFile[], folder: string): readonly string[] {
  return files.map((file) => applyCommand(file, folder));
}

function applyCommand(file: StepFile, folder: string): string {
  if (file.type === 'Manifest') return `kubectl apply${namespaceFlag(file.object)} -f ${manifestPath(folder, file)}`;
  if (file.type === 'Deletion') return `kubectl delete ${resource(file.object)}`;
  return `kubectl patch ${resource(file.object)} --type ${file.patchType} --patch-file ${patchPath(folder, file)}`;
}

/** What shows that a step has done what it should; of one which only waits, that the Services still have endpoints. */
export function verifyCommands(
  { edits }: CompiledStep,
  services: readonly JsonObject[],
  referenceOf: ReferenceOf,
): readonly string[] {
  if (edits.length === 0) return services.map((service) => endpointsCommand(referenceOf(service)));
  return edits.flatMap(({ before, after }) => {
    if (after) return verifyObject(after, referenceOf(after));
    return before ? [waitForDeletion(referenceOf(before))] : [];
  });
}

function verifyObject(object: JsonObject, reference: ObjectReference): readonly string[] {
  if (isDeployment(object)) {
    const isEmpty = integerAt(object, 'spec', 'replicas') === 0;
    return isEmpty ? [`kubectl get ${resource(reference)}`] : [rolloutStatus(reference)];
  }
  if (kindOf(object) !== 'Service') return [`kubectl get ${resource(reference)} -o yaml`];
  return [`kubectl get ${resource(reference)} -o jsonpath='{.spec.selector}'`, endpointsCommand(reference)];
}

function rolloutStatus(reference: ObjectReference): string {
  return `kubectl rollout status deployment/${shellWord(reference.name)}${namespaceFlag(reference)}`;
}

function waitForDeletion(reference: ObjectReference): string {
  const name = shellWord(`${reference.kind.toLowerCase()}/${reference.name}`);
  return `kubectl wait --for=delete ${name}${namespaceFlag(reference)} --timeout=120s`;
}

function endpointsCommand(reference: ObjectReference): string {
  const label = shellWord(`kubernetes.io/service-name=${reference.name}`);
  return `kubectl get endpointslices -l ${label}${namespaceFlag(reference)}`;
}

function resource(reference: ObjectReference): string {
  return `${shellWord(reference.kind.toLowerCase())} ${shellWord(reference.name)}${namespaceFlag(reference)}`;
}

function namespaceFlag({ namespace }: ObjectReference): string {
  return namespace === undefined ? '' : ` -n ${shellWord(namespace)}`;
}

/** Names of custom resources are not checked: whatever they are, they stay one word. */
function shellWord(text: string): string {
  return /^[\w./=-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
