import type { ObjectReference } from '../schema/object-reference.ts';
import { listWords } from './list-words.ts';
import { objectName } from './object-name.ts';

/** Objects whose own root does not have what they refer to; `target` is its name: "ConfigMap app". */
interface Strangers {
  readonly referrers: readonly ObjectReference[];
  readonly target: string;
}

/** Told of a target: objects of other roots mean it, because there is no other. */
export function onlyMatchRemark(strangers: Strangers): string {
  return `${findNone(strangers)}: this one is the only match in the repository.`;
}

/** Told of a target: objects of other roots may mean it, or its namesake in one of the roots. */
export function undecidedRemark(strangers: Strangers, roots: readonly string[]): string {
  const are = strangers.referrers.length > 1 ? 'they are' : 'it is';
  return `${findNone(strangers)}, but in ${listRoots(roots)}: which is meant is not known, so ${are} not counted here.`;
}

/** Told of a target: objects of several other roots mean it, of which one at most is applied beside it. */
export function alternativesRemark(strangers: Strangers): string {
  return `${findNone(strangers)}: this one is the only match, but which of them is applied beside it is not known, so none is counted.`;
}

/** Told of a Service whose pods are all in one other root. */
export function podsElsewhereRemark(roots: readonly string[]): string {
  return `It finds none of its pods in its own root: those in ${listRoots(roots)} are the only match in the repository.`;
}

/** Told of a Service whose pods may be in any of several other roots. */
export function podsUndecidedRemark(roots: readonly string[]): string {
  return `It finds none of its pods in its own root, but in ${listRoots(roots)}: which are meant is not known, so none of them is counted.`;
}

function findNone({ referrers, target }: Strangers): string {
  const names = listWords(referrers, (reference) => `${objectName(reference)} in ${rootWords(reference.root)}`);
  const finds = referrers.length > 1 ? `find no ${target} in their own roots` : `finds no ${target} in its own root`;
  return `${names} ${finds}`;
}

function listRoots(roots: readonly string[]): string {
  return listWords(roots, rootWords);
}

/** How a root is called in a sentence. */
export function rootWords(root: string): string {
  return root === '.' ? 'the top directory' : root;
}
