/** What a text may cost. Beyond these a document is refused with a clear message. */
export const readingLimits = {
  /** Bytes of one file. */
  fileBytes: 50 * 1024 * 1024,
  /** Documents of one file. */
  documents: 200_000,
  /** Levels of lists and mappings within each other, after aliases are followed. */
  depth: 500,
  /** Values of one document as written. */
  nodes: 1_000_000,
  /** Characters of one document which exist only because aliases repeat texts. */
  aliasedCharacters: 10_000_000,
  /** Documents of all files that are compared, both sides together. */
  allDocuments: 1_000_000,
  /** Values of these documents, as far as they are read, after aliases are followed. */
  allValues: 4_000_000,
  /** Diagnostics of one file. */
  diagnostics: 100,
} as const;
