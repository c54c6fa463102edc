import { TextError } from './text-error.ts';
import type { Directive, WrittenTag } from './yaml-scan-property.ts';

/** What the handles of a document's tags stand for. */
export class TagHandles {
  readonly #prefixes = new Map<string, string>();

  define({ handle, prefix }: Directive & { type: 'Tag' }, start: number): void {
    if (this.#prefixes.has(handle)) throw new TextError('there are two %TAG directives for one handle', start);
    this.#prefixes.set(handle, prefix);
  }

  /** The full tag (`!!str` is `tag:yaml.org,2002:str`); a tag without a handle is complete already. */
  resolve({ handle, suffix }: WrittenTag, start: number): string {
    if (handle === '') return suffix;
    const prefix = this.#prefixes.get(handle) ?? defaultPrefixes.get(handle);
    if (prefix === undefined) throw new TextError('the handle of a tag is not defined', start);
    return prefix + suffix;
  }
}

const defaultPrefixes: ReadonlyMap<string, string> = new Map([
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
]);
