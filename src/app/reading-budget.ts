import type { ManifestFile } from '../manifest/manifest-document.ts';
import type { OpenManifest } from '../manifest/open-manifest.ts';
import { readingLimits } from '../manifest/reading-limits.ts';
import { groupDigits } from '../schema/group-digits.ts';
import { RevisionError } from './ports.ts';

/** What a comparison may cost. Both hand on what they are given, and throw RevisionError('Usage') beyond the limit. */
export interface ReadingBudget {
  readonly opened: (manifest: OpenManifest) => OpenManifest;
  readonly read: (file: ManifestFile) => ManifestFile;
}

export function readingBudget(): ReadingBudget {
  let documents = 0;
  let values = 0;
  return {
    opened: (manifest) => {
      documents += manifest.texts.length;
      if (documents > readingLimits.allDocuments) throw tooMuch(readingLimits.allDocuments, 'documents');
      return manifest;
    },
    read: (file) => {
      values += file.size;
      if (values > readingLimits.allValues) throw tooMuch(readingLimits.allValues, 'values');
      return file;
    },
  };
}

function tooMuch(limit: number, what: string): RevisionError {
  const message = `what is to be compared holds more than ${groupDigits(limit)} ${what}; compare less at a time with --path`;
  return new RevisionError('Usage', message);
}
