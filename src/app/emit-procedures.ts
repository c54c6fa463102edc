import { type EmittedFile, emitFiles } from '../plan/procedure/emit-files.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { RolloutPlan } from '../schema/rollout-plan.ts';

export type EmittedProcedures =
  | { readonly type: 'Files'; readonly files: readonly EmittedFile[] }
  /** No workload has steps. */
  | { readonly type: 'NoSteps' }
  /** A sentence for people, without its capital letter and full stop. */
  | { readonly type: 'Refused'; readonly reason: string };

/** The files of all procedures of a plan, each in a folder of its own. */
export function emitProcedures({ rollouts }: RolloutPlan): EmittedProcedures {
  const planned = rollouts.flatMap(({ object, procedure }) => (procedure ? [{ object, procedure }] : []));
  if (planned.length === 0) return { type: 'NoSteps' };
  const files: EmittedFile[] = [];
  const folders = folderNames(planned.map(({ object }) => object));
  for (const [index, { object, procedure }] of planned.entries()) {
    const emission = emitFiles(procedure);
    if (emission.type === 'Refused') {
      return {
        type: 'Refused',
        reason: `the steps of ${object.kind} ${object.name} cannot be written: ${emission.reason}`,
      };
    }
    const folder = folders[index] ?? '';
    files.push(...emission.files.map(({ path, text }) => ({ path: `${folder}/${path}`, text })));
  }
  return { type: 'Files', files };
}

/** `shop-deployment-web`, with the root before it unless that is the top; each only once. */
function folderNames(objects: readonly ObjectReference[]): readonly string[] {
  const taken = new Set<string>();
  return objects.map(({ root, namespace, kind, name }) => {
    const parts = [...(root === '.' ? [] : [root]), ...(namespace === undefined ? [] : [namespace]), kind, name];
    const plain = parts
      .join('-')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 200);
    let folder = plain;
    for (let count = 2; taken.has(folder); count += 1) folder = `${plain}-${count}`;
    taken.add(folder);
    return folder;
  });
}
