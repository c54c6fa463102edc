import type { JsonObject } from '../../schema/json.ts';
import { apiGroup } from '../../schema/object-identity.ts';
import type { Asked } from './asked.ts';
import { textAt } from './entries.ts';
import { nameFit } from './names.ts';

/** How surely the target of a patch means the object: 3 by its name, 0 not at all. What cannot be told counts little. */
export function targetFit(target: JsonObject, asked: Asked): number {
  const { object } = asked;
  const fits = [
    patternFit(textAt(target, 'kind'), object.kind),
    patternFit(textAt(target, 'group'), apiGroup(object.apiVersion)),
    patternFit(textAt(target, 'version'), object.apiVersion.slice(object.apiVersion.lastIndexOf('/') + 1)),
    namespaceFit(textAt(target, 'namespace'), asked),
    targetNameFit(textAt(target, 'name'), asked),
    (textAt(target, 'labelSelector') ?? textAt(target, 'annotationSelector')) ? 1 : 3,
  ];
  return Math.min(...fits);
}

/** The namespace may have been another one when the patch was made. */
function namespaceFit(pattern: string | undefined, { object, original }: Asked): number {
  const namespaces = [object.namespace, original('head')?.namespace, original('base')?.namespace];
  return Math.max(...namespaces.map((namespace) => patternFit(pattern, namespace ?? 'default')));
}

function targetNameFit(pattern: string | undefined, asked: Asked): number {
  if (pattern === undefined) return 2;
  const clues = asked.clues();
  if (isPlain(pattern)) return nameFit(pattern, clues);
  return Math.max(...[clues.rendered, ...clues.originals].map((name) => patternFit(pattern, name)));
}

/**
 * The fields of a target are regular expressions which have to match as a whole. Names and such with `.*` or `.+` in them
 * are understood; of others nothing is known, since a text of somebody else must not choose what is computed here.
 */
function patternFit(pattern: string | undefined, text: string): number {
  if (pattern === undefined) return 3;
  const choices = pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .split('|')
    .map((choice) => choiceFit(choice, text));
  return Math.max(...choices);
}

function choiceFit(pattern: string, text: string): number {
  if (isPlain(pattern)) return pattern === text ? 3 : 0;
  const pieces = pattern.split(/\.[*+]/);
  if (!pieces.every(isPlain)) return 1;
  const [first = '', ...others] = pieces;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return 0;
  let rest = text.slice(first.length, text.length - last.length);
  for (const piece of others) {
    const at = rest.indexOf(piece);
    if (at < 0) return 0;
    rest = rest.slice(at + piece.length);
  }
  return 2;
}

/** A dot alone nearly always means itself. */
function isPlain(pattern: string): boolean {
  return /^[\w./-]*$/.test(pattern);
}
