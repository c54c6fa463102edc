import { invalid, type Rejections } from './rejections.ts';

/** A relative path that does not climb. Mirrors validateLocalDescendingPath. */
export function* validateDescendingPath(path: string, field: string): Rejections {
  if (path.startsWith('/')) yield invalid(field, 'must be a relative path');
  yield* validateNoBacksteps(path, field);
}

/** Mirrors validatePathNoBacksteps. */
export function* validateNoBacksteps(path: string, field: string): Rejections {
  if (path.split('/').includes('..')) yield invalid(field, "must not contain '..'");
}

/** Mirrors ValidateLocalNonReservedPath. */
export function* validateFilePath(path: string, field: string): Rejections {
  yield* validateDescendingPath(path, field);
  if (path.startsWith('..') && !path.startsWith('../')) yield invalid(field, "must not start with '..'");
}
