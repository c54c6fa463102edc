import type { NotComputed, NotComputedReason } from '../schema/not-computed.ts';

/** Why something could not be forecast, to follow its name: “needs Helm: …”. */
export function whyNotComputed({ reason, detail }: Pick<NotComputed, 'reason' | 'detail'>): string {
  if (detail === '') return reasons[reason];
  return reason === 'ControllerNotForecast' ? detail : `${reasons[reason]}: ${detail}`;
}

/** “kustomization, HelmRelease”: the kinds of what could not be forecast; the first three, most frequent first. */
export function kindsNotComputed(gaps: readonly NotComputed[]): string {
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(kindOf(gap), (counts.get(kindOf(gap)) ?? 0) + 1);
  const kinds = [...counts].toSorted(([, a], [, b]) => b - a).map(([kind]) => kind);
  return [...kinds.slice(0, 3), ...(kinds.length > 3 ? ['others'] : [])].join(', ');
}

/** Of an object its kind, as far as it is a plain word; a file is called by what it needs. */
function kindOf({ what, reason, source }: NotComputed): string {
  const kind = source?.path === what ? undefined : /^([A-Z][A-Za-z0-9]{1,60}) /.exec(what)?.[1];
  return kind ?? things[reason];
}

const things: Record<NotComputedReason, string> = {
  BaseUnreadable: 'unreadable file',
  HeadUnreadable: 'unreadable file',
  BinaryOrEncrypted: 'binary or encrypted file',
  TooLarge: 'large file',
  NotAManifest: 'file without manifests',
  Patch: 'patch',
  NeedsKustomize: 'kustomization',
  NotBuilt: 'kustomization which cannot be built',
  NotReferenced: 'file which nothing applies',
  NeedsHelm: 'Helm chart',
  NeedsTemplating: 'template',
  NeedsGitOpsController: 'GitOps object',
  NoIdentity: 'object without a name',
  AmbiguousIdentity: 'ambiguous name',
  ControllerNotForecast: 'custom workload',
  SymbolicLink: 'symbolic link',
  Submodule: 'submodule',
  TooManyRounds: 'references',
  SimulationTooLong: 'long rollout',
  UnknownStrategy: 'strategy',
};

const reasons: Record<NotComputedReason, string> = {
  BaseUnreadable: 'base cannot be read',
  HeadUnreadable: 'head cannot be read',
  BinaryOrEncrypted: 'binary or encrypted',
  TooLarge: 'too large',
  NotAManifest: 'not a manifest',
  Patch: 'not a whole object',
  NeedsKustomize: 'needs Kustomize',
  NotBuilt: 'cannot be built',
  NotReferenced: 'not applied',
  NeedsHelm: 'needs Helm',
  NeedsTemplating: 'needs a template engine',
  NeedsGitOpsController: 'needs a GitOps controller',
  NoIdentity: 'has no name',
  AmbiguousIdentity: 'its name is not unique',
  ControllerNotForecast: 'not forecast',
  SymbolicLink: 'a symbolic link',
  Submodule: 'a submodule',
  TooManyRounds: 'too many references to follow',
  SimulationTooLong: 'its simulation takes too long',
  UnknownStrategy: 'its strategy is not known',
};
