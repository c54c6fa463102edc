import type { Rejection } from '../../schema/rejection.ts';

/** What a validation yields: one refusal after the other, none if all is well. */
export type Rejections = Generator<Rejection, void, undefined>;

// Reasons never hold a value of the object: it may be secret, and the field path already says where to look.

export function required(field: string, reason = 'is required'): Rejection {
  return { field, reason };
}

export function invalid(field: string, reason: string): Rejection {
  return { field, reason };
}

export function notSupported(field: string, supported: readonly string[]): Rejection {
  return { field, reason: `must be one of: ${supported.join(', ')}` };
}

export function forbidden(field: string, reason: string): Rejection {
  return { field, reason };
}

export function duplicate(field: string): Rejection {
  return { field, reason: 'must be unique, but occurs more than once' };
}

export function notFound(field: string, reason: string): Rejection {
  return { field, reason };
}
