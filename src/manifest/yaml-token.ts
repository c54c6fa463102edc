import type { Directive, WrittenTag } from './yaml-scan-property.ts';

/** What the scanner cuts a text into. `start` is an index into the text. */
export type YamlToken =
  | { readonly type: StructureTokenType; readonly start: number }
  | { readonly type: 'Scalar'; readonly start: number; readonly text: string; readonly isPlain: boolean }
  | { readonly type: 'Anchor' | 'Alias'; readonly start: number; readonly name: string }
  | { readonly type: 'Tag'; readonly start: number; readonly tag: WrittenTag }
  | { readonly type: 'Directive'; readonly start: number; readonly directive: Directive };

export type StructureTokenType =
  | 'StreamEnd'
  | 'DocumentStart'
  | 'DocumentEnd'
  | 'BlockSequenceStart'
  | 'BlockMappingStart'
  | 'BlockEnd'
  | 'BlockEntry'
  | 'FlowSequenceStart'
  | 'FlowSequenceEnd'
  | 'FlowMappingStart'
  | 'FlowMappingEnd'
  | 'FlowEntry'
  | 'Key'
  | 'Value';
