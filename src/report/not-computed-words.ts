import type { NotComputedReason } from '../schema/not-computed.ts';

/** Why something could not be forecast, to follow its name. */
export const notComputedReasons: Record<NotComputedReason, string> = {
  BaseUnreadable: 'base cannot be read',
  HeadUnreadable: 'head cannot be read',
  BinaryOrEncrypted: 'binary or encrypted',
  TooLarge: 'too large',
  NotAManifest: 'not a manifest',
  Patch: 'a patch, which needs its base',
  NeedsKustomize: 'needs Kustomize',
  NeedsHelm: 'needs Helm',
  NeedsTemplating: 'needs a template engine',
  NeedsGitOpsController: 'needs a GitOps controller',
  NoIdentity: 'has no name',
  AmbiguousIdentity: 'its name is not unique',
  ControllerNotForecast: 'the rollout of this kind is not forecast',
  SymbolicLink: 'a symbolic link',
  Submodule: 'a submodule',
  TooManyRounds: 'too many references to follow',
  SimulationTooLong: 'its simulation takes too long',
};
