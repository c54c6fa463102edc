import { readingLimits } from './reading-limits.ts';
import { TextError } from './text-error.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';
import { YamlScanner } from './yaml-scanner.ts';
import { TagHandles } from './yaml-tag-handles.ts';
import type { YamlToken } from './yaml-token.ts';

export interface ParsedYaml {
  /** Undefined where the text has nothing but comments. */
  readonly root: YamlNode | undefined;
  /** Where text follows which is not part of the document, for no reader of Kubernetes looks at it. */
  readonly ignoredFrom: number | undefined;
}

// All but what the reader of go-yaml lets pass: tab, line breaks and printable characters.
const forbiddenCharacter = /[^\t\n\r -~\x85\xa0-\ufffd]/;

/**
 * The first YAML document of a text as nodes, as go-yaml's parser gives it. Throws TextError.
 * What is further down than `readingLimits.depth` levels is refused, so the recursion is bounded.
 */
export function parseYamlNodes(text: string): ParsedYaml {
  const forbidden = text.search(forbiddenCharacter);
  if (forbidden >= 0) throw new TextError('a control character is not allowed', forbidden);
  return new YamlParser(text).parseDocument();
}

interface Properties {
  readonly anchor: string | undefined;
  /** The full tag; empty: none. */
  readonly tag: string;
  readonly start: number;
}

/** Which collections may begin where a node is expected: those of a block need a place of their own. */
type Place = 'Flow' | 'Block' | 'BlockOrIndentless';

class YamlParser {
  readonly #scanner: YamlScanner;
  readonly #anchors = new Map<string, YamlNode>();
  readonly #tags = new TagHandles();
  #depth = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#scanner = new YamlScanner(text);
  }

  parseDocument(): ParsedYaml {
    const first = this.#peekType();
    if (first === 'StreamEnd') return { root: undefined, ignoredFrom: undefined };
    const isExplicit = first === 'Directive' || first === 'DocumentStart';
    this.#readDirectives();
    if (isExplicit) this.#expect('DocumentStart', "a directive must be followed by a '---' line");
    const root = isExplicit && this.#isAtDocumentEnd() ? this.#emptyScalar() : this.#parseNode('Block');
    return { root, ignoredFrom: this.#findIgnoredText() };
  }

  #isAtDocumentEnd(): boolean {
    const type = this.#peekType();
    return type === 'Directive' || type === 'DocumentStart' || type === 'DocumentEnd' || type === 'StreamEnd';
  }

  #readDirectives(): void {
    let hasVersion = false;
    for (let token = this.#scanner.peek(); token.type === 'Directive'; token = this.#scanner.peek()) {
      if (token.directive.type === 'Tag') {
        this.#tags.define(token.directive, token.start);
      } else {
        if (hasVersion) throw new TextError('there are two %YAML directives', token.start);
        if (!token.directive.isSupported) throw new TextError('only %YAML 1.1 is understood', token.start);
        hasVersion = true;
      }
      this.#scanner.take();
    }
  }

  /** The end of the document was reached: is there more than the end of the text? What follows may be anything. */
  #findIgnoredText(): number | undefined {
    const token = this.#scanner.peek();
    if (token.type !== 'DocumentEnd') return token.type === 'StreamEnd' ? undefined : token.start;
    this.#scanner.take();
    try {
      const next = this.#scanner.peek();
      return next.type === 'StreamEnd' ? undefined : next.start;
    } catch (error) {
      if (error instanceof TextError) return error.offset;
      throw error;
    }
  }

  #parseNode(place: Place): YamlNode {
    const alias = this.#scanner.peek();
    if (alias.type === 'Alias') return this.#parseAlias(alias.name, alias.start);
    const properties = this.#readProperties();
    const token = this.#scanner.peek();
    if (token.type === 'Scalar') {
      this.#scanner.take();
      const { text, isPlain } = token;
      const implicit = properties.tag === '!' || (properties.tag === '' && isPlain);
      return this.#note(properties, { type: 'Scalar', start: properties.start, text, tag: properties.tag, implicit });
    }
    const collection = this.#parseCollection(token, place, properties);
    if (collection !== undefined) return collection;
    if (properties.anchor === undefined && properties.tag === '') {
      throw new TextError('a value is missing or cannot stand here', token.start);
    }
    const { start, tag } = properties;
    return this.#note(properties, { type: 'Scalar', start, text: '', tag, implicit: tag === '' });
  }

  #parseAlias(name: string, start: number): YamlNode {
    this.#scanner.take();
    this.#countNode(start);
    const target = this.#anchors.get(name);
    if (target === undefined) throw new TextError('an alias has no anchor before it', start);
    return { type: 'Alias', start, target };
  }

  #parseCollection(token: YamlToken, place: Place, properties: Properties): YamlNode | undefined {
    const { type } = token;
    if (type === 'FlowSequenceStart') return this.#parseSequence(properties, (items) => this.#readFlowSequence(items));
    if (type === 'FlowMappingStart') return this.#parseMapping(properties, (entries) => this.#readFlowMapping(entries));
    if (place === 'Flow') return undefined;
    if (type === 'BlockSequenceStart')
      return this.#parseSequence(properties, (items) => this.#readBlockSequence(items));
    if (type === 'BlockMappingStart')
      return this.#parseMapping(properties, (entries) => this.#readBlockMapping(entries));
    if (type !== 'BlockEntry' || place === 'Block') return undefined;
    return this.#parseSequence(properties, (items) => this.#readIndentlessSequence(items));
  }

  /** The anchor is known before the items are read: an alias within may name its own list. */
  #parseSequence(properties: Properties, read: (items: YamlNode[]) => void): YamlNode {
    const items: YamlNode[] = [];
    const node = this.#note(properties, { type: 'Sequence', start: properties.start, items });
    this.#enter(properties.start);
    read(items);
    this.#depth--;
    return node;
  }

  #parseMapping(properties: Properties, read: (entries: YamlEntry[]) => void): YamlNode {
    const entries: YamlEntry[] = [];
    const node = this.#note(properties, { type: 'Mapping', start: properties.start, entries });
    this.#enter(properties.start);
    read(entries);
    this.#depth--;
    return node;
  }

  #enter(start: number): void {
    this.#depth++;
    if (this.#depth > readingLimits.depth) throw new TextError('lists and mappings are nested too deeply', start, true);
  }

  #readBlockSequence(items: YamlNode[]): void {
    this.#scanner.take();
    for (let token = this.#scanner.peek(); token.type === 'BlockEntry'; token = this.#scanner.peek()) {
      this.#scanner.take();
      const next = this.#peekType();
      const isEmpty = next === 'BlockEntry' || next === 'BlockEnd';
      items.push(isEmpty ? this.#emptyScalar(token.start) : this.#parseNode('Block'));
    }
    this.#expect('BlockEnd', "a list item must begin with '-'");
  }

  /** A list whose items are not indented below their key: it has no end of its own. */
  #readIndentlessSequence(items: YamlNode[]): void {
    for (let token = this.#scanner.peek(); token.type === 'BlockEntry'; token = this.#scanner.peek()) {
      this.#scanner.take();
      const isEmpty = this.#peekType() === 'BlockEntry' || this.#isAtBlockMappingPart();
      items.push(isEmpty ? this.#emptyScalar(token.start) : this.#parseNode('Block'));
    }
  }

  #readBlockMapping(entries: YamlEntry[]): void {
    this.#scanner.take();
    for (let token = this.#scanner.peek(); token.type === 'Key'; token = this.#scanner.peek()) {
      this.#scanner.take();
      const key = this.#parseBlockMappingPart(token.start);
      const hasValue = this.#peekType() === 'Value';
      if (hasValue) this.#scanner.take();
      entries.push({ key, value: hasValue ? this.#parseBlockMappingPart(key.start) : this.#emptyScalar(key.start) });
    }
    this.#expect('BlockEnd', 'a key is expected here, or the indentation is wrong');
  }

  #parseBlockMappingPart(start: number): YamlNode {
    return this.#isAtBlockMappingPart() ? this.#emptyScalar(start) : this.#parseNode('BlockOrIndentless');
  }

  #isAtBlockMappingPart(): boolean {
    const type = this.#peekType();
    return type === 'Key' || type === 'Value' || type === 'BlockEnd';
  }

  #readFlowSequence(items: YamlNode[]): void {
    this.#scanner.take();
    while (this.#peekType() !== 'FlowSequenceEnd') {
      if (items.length > 0) {
        this.#expect('FlowEntry', "a ',' or ']' is missing in a list within brackets");
        if (this.#peekType() === 'FlowSequenceEnd') break;
      }
      items.push(this.#peekType() === 'Key' ? this.#parseFlowPair() : this.#parseNode('Flow'));
    }
    this.#scanner.take();
  }

  /** A mapping of one key within a list: `[a: 1]`. go-yaml loses the token after a `?` without a key, and so does this. */
  #parseFlowPair(): YamlNode {
    const { start } = this.#scanner.take();
    return this.#parseMapping({ anchor: undefined, tag: '', start }, (entries) => {
      const isEmpty = this.#isAtFlowPart('FlowSequenceEnd') || this.#peekType() === 'Value';
      const key = isEmpty ? this.#emptyScalar(this.#scanner.take().start) : this.#parseNode('Flow');
      entries.push({ key, value: this.#parseFlowValue('FlowSequenceEnd') });
    });
  }

  #readFlowMapping(entries: YamlEntry[]): void {
    this.#scanner.take();
    while (this.#peekType() !== 'FlowMappingEnd') {
      if (entries.length > 0) {
        this.#expect('FlowEntry', "a ',' or '}' is missing in a mapping within braces");
        if (this.#peekType() === 'FlowMappingEnd') break;
      }
      entries.push(this.#peekType() === 'Key' ? this.#parseFlowEntry() : this.#parseLoneFlowKey());
    }
    this.#scanner.take();
  }

  #parseFlowEntry(): YamlEntry {
    const { start } = this.#scanner.take();
    const isEmpty = this.#isAtFlowPart('FlowMappingEnd') || this.#peekType() === 'Value';
    const key = isEmpty ? this.#emptyScalar(start) : this.#parseNode('Flow');
    return { key, value: this.#parseFlowValue('FlowMappingEnd') };
  }

  #parseLoneFlowKey(): YamlEntry {
    const key = this.#parseNode('Flow');
    return { key, value: this.#emptyScalar(key.start) };
  }

  #parseFlowValue(end: 'FlowSequenceEnd' | 'FlowMappingEnd'): YamlNode {
    const token = this.#scanner.peek();
    if (token.type !== 'Value') return this.#emptyScalar(token.start);
    this.#scanner.take();
    return this.#isAtFlowPart(end) ? this.#emptyScalar(token.start) : this.#parseNode('Flow');
  }

  #isAtFlowPart(end: 'FlowSequenceEnd' | 'FlowMappingEnd'): boolean {
    const type = this.#peekType();
    return type === 'FlowEntry' || type === end;
  }

  #readProperties(): Properties {
    const start = this.#scanner.peek().start;
    let anchor: string | undefined;
    let tag: string | undefined;
    for (let token = this.#scanner.peek(); ; token = this.#scanner.peek()) {
      if (token.type === 'Anchor' && anchor === undefined) anchor = token.name;
      else if (token.type === 'Tag' && tag === undefined) tag = this.#tags.resolve(token.tag, token.start);
      else return { anchor, tag: tag ?? '', start };
      this.#scanner.take();
    }
  }

  /** Counts a node, and remembers it by its anchor; a later anchor of the same name takes the name over. */
  #note(properties: Properties, node: YamlNode): YamlNode {
    this.#countNode(node.start);
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, node);
    return node;
  }

  #countNode(start: number): void {
    this.#nodes++;
    if (this.#nodes > readingLimits.nodes) throw new TextError('the document has too many values', start, true);
  }

  #emptyScalar(start = this.#scanner.peek().start): YamlNode {
    this.#countNode(start);
    return { type: 'Scalar', start, text: '', tag: '', implicit: true };
  }

  #peekType(): YamlToken['type'] {
    return this.#scanner.peek().type;
  }

  #expect(type: YamlToken['type'], reason: string): void {
    const token = this.#scanner.peek();
    if (token.type !== type) throw new TextError(reason, token.start);
    this.#scanner.take();
  }
}
