import type { Asked } from './asked.ts';
import type { Generator } from './generators.ts';
import { nameFit, neighbourFit, withoutHash } from './names.ts';

/** What a question is about, as generators see it. */
export interface GeneratedSubject {
  readonly kind: Generator['kind'] | undefined;
  readonly fitOf: (name: string) => number;
  /** The data which is asked about; without a key all of it. */
  readonly data: { readonly key: string | undefined } | undefined;
  /** The setting which is asked about. */
  readonly setting: string | undefined;
  readonly after: Asked['after'];
}

const allData = { key: undefined };
const hashSetting = 'disableNameSuffixHash';

/** undefined: the question is about nothing that a generator makes. */
export function subjectOf(asked: Asked): GeneratedSubject | undefined {
  return generatedSubject(asked) ?? referredSubject(asked);
}

function generatedSubject({ object: { kind }, origin, tokens, after, clues }: Asked): GeneratedSubject | undefined {
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || origin?.path !== undefined) return undefined;
  const fitOf = (name: string) => nameFit(name, clues());
  const [first, second] = tokens?.map(({ text }) => text) ?? ['metadata', 'name'];
  if (first === 'metadata' && second === 'name') return { kind, fitOf, data: allData, setting: hashSetting, after };
  const isData = first === 'data' || first === 'stringData' || first === 'binaryData';
  if (isData) return { kind, fitOf, data: { key: second }, setting: undefined, after };
  return { kind, fitOf, data: undefined, setting: tokens?.at(-1)?.text, after };
}

/** A field which names a generated object by a name whose hash changes, comes or goes. */
function referredSubject({ before, after, tokens, clues }: Asked): GeneratedSubject | undefined {
  if (typeof before !== 'string' || typeof after !== 'string' || before === after) return undefined;
  const name = withoutHash(after);
  if (name !== withoutHash(before)) return undefined;
  const kind = kindReferredTo(tokens?.map(({ text }) => text).join('.') ?? '');
  const fitOf = (each: string) => neighbourFit(each, name, clues());
  const isOther = before !== name && after !== name;
  return { kind, fitOf, data: isOther ? allData : undefined, setting: isOther ? undefined : hashSetting, after };
}

function kindReferredTo(path: string): Generator['kind'] | undefined {
  if (/configMap/i.test(path)) return 'ConfigMap';
  return /secret/i.test(path) ? 'Secret' : undefined;
}
