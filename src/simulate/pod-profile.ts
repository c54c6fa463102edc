/** What is assumed of the pods of one template. */
export interface PodProfile {
  /** From the creation of a pod until it is ready. */
  readonly startupSeconds: number;
  /** Whoever of its pods is not ready at the start, or starts later, never becomes ready. */
  readonly neverReady: boolean;
  /** From being told to stop until the pod is gone. */
  readonly terminationGracePeriodSeconds: number;
}

/** `profile` holds for every template which `exceptions` (by template id) does not name. */
export interface PodProfiles {
  readonly profile: PodProfile;
  readonly exceptions?: ReadonlyMap<string, PodProfile>;
}

export function profileOf(pods: PodProfiles, template: string): PodProfile {
  return pods.exceptions?.get(template) ?? pods.profile;
}
