import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, objectAt, stringAt } from '../field-access.ts';
import { fieldsEqual } from '../values-equal.ts';
import { immutable } from './immutable-fields.ts';
import { typeAt } from './type-at.ts';
import type { Edit, UpdateRule } from './update-rule.ts';

const settled = immutable(
  'spec.selector',
  'spec.completionMode',
  'spec.podFailurePolicy',
  'spec.backoffLimitPerIndex',
  'spec.managedBy',
  'spec.successPolicy',
);

/** Mirrors ValidateJobSpecUpdate. */
export const jobUpdate: UpdateRule = function* (edit) {
  yield* validateCompletions(edit);
  const before = comparableTemplate(edit, edit.before);
  const after = comparableTemplate(edit, edit.after);
  if (!fieldsEqual(typeAt(edit.fields, 'spec', 'template'), before, after)) {
    yield {
      field: 'spec.template',
      reason:
        'cannot change on an existing Job: give it another name, or delete it first, which stops its running pods',
    };
  }
  yield* settled(edit);
};

/** An Indexed Job may change completions together with parallelism. Mirrors validateCompletions. */
function* validateCompletions({ before, after }: Edit): ReturnType<UpdateRule> {
  const completions = integerAt(after, 'spec', 'completions');
  if (completions === integerAt(before, 'spec', 'completions')) return;
  if (stringAt(after, 'spec', 'completionMode') !== 'Indexed') {
    yield {
      field: 'spec.completions',
      reason:
        'cannot change on an existing Job: give it another name, or delete it first, which stops its running pods',
    };
  } else if (completions !== undefined && completions !== integerAt(after, 'spec', 'parallelism')) {
    yield { field: 'spec.completions', reason: 'can only change together with parallelism, to the same number' };
  }
}

/**
 * The template as far as it must not change. A suspended Job which has never started may still be placed elsewhere:
 * labels, annotations, nodeSelector, tolerations, node affinity and scheduling gates.
 * Mirrors validatePodTemplateUpdate. Whether it has started is not known, a manifest only says that it is suspended.
 */
function comparableTemplate({ before }: Edit, job: JsonObject): JsonValue {
  const template = objectAt(job, 'spec', 'template');
  if (fieldAt(before, 'spec', 'suspend') !== true) return template;
  const metadata = without(objectAt(template, 'metadata'), 'labels', 'annotations');
  return { metadata, spec: placeable(objectAt(template, 'spec')) };
}

function placeable(spec: JsonObject): JsonObject {
  const kept = without(spec, 'nodeSelector', 'tolerations', 'schedulingGates');
  const affinity = kept['affinity'];
  if (!isJsonObject(affinity)) return kept;
  const others = without(affinity, 'nodeAffinity');
  return Object.keys(others).length === 0 ? without(kept, 'affinity') : { ...kept, affinity: others };
}

function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
