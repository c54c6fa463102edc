import type { JsonValue } from '../schema/json.ts';

/** A document as written: with positions, tags and aliases, before scalars are given their meaning. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping | YamlAlias;

export interface YamlScalar {
  readonly type: 'Scalar';
  /** Index of the first character within the text. */
  readonly start: number;
  readonly text: string;
  /** The full tag (`tag:yaml.org,2002:str`), `!`, or empty. */
  readonly tag: string;
  /** Plain and without a tag (or with the tag `!`): the text itself may decide the type. */
  readonly implicit: boolean;
  /** The value, where the syntax alone decides it: JSON. */
  readonly value?: JsonValue;
}

interface YamlSequence {
  readonly type: 'Sequence';
  readonly start: number;
  readonly items: YamlNode[];
}

export interface YamlMapping {
  readonly type: 'Mapping';
  readonly start: number;
  readonly entries: YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface YamlAlias {
  readonly type: 'Alias';
  readonly start: number;
  /** May be a node around this one: a document that contains itself is refused when its value is made. */
  readonly target: YamlNode;
}
