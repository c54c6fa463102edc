import { RevisionError } from '../app/ports.ts';

/** A partial clone does not hold every object, and nothing is fetched behind the user's back. */
export class MissingObjects extends RevisionError {
  constructor(fetch = 'git fetch --refetch --no-filter origin') {
    super(
      'Usage',
      `some files of these revisions are not in this clone (a partial clone, or a damaged one); fetch them first: ${fetch}`,
    );
  }
}
