import type { ManifestFile } from '../manifest/manifest-document.ts';
import { readingLimits } from '../manifest/reading-limits.ts';
import { groupDigits } from '../schema/group-digits.ts';
import { RevisionError } from './ports.ts';

/** Counts what files hold as they are read, hands them on, and throws RevisionError('Usage') beyond the limit of all of them. */
export function readingBudget(): (file: ManifestFile) => ManifestFile {
  let size = 0;
  return (file) => {
    size += file.size;
    if (size <= readingLimits.values) return file;
    throw new RevisionError(
      'Usage',
      `what is to be compared holds more than ${groupDigits(readingLimits.values)} values; compare less at a time with --path`,
    );
  };
}
