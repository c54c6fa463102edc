import type { ObjectReference } from '../schema/object-reference.ts';

/** `Deployment shop/web`, without a namespace `Deployment web`. */
export function objectName({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
