import type { PodProfile, PodProfiles } from '../simulate/pod-profile.ts';
import { brokenTemplates } from './live-workloads.ts';
import { headTemplate } from './template-ids.ts';
import type { WorkloadCase } from './workload-change.ts';
import type { WorkloadFacts } from './workload-facts.ts';

/** How pods behave: as quickly as they can, as assumed, as slowly as is tolerated, or the new ones never become ready. */
export type Pace = 'best' | 'expected' | 'worst' | 'never';

/** What is assumed of the pods of each template. */
export interface TemplateProfiles {
  readonly base: PodProfile;
  readonly head: PodProfile;
  /** Templates whose pods were found broken. */
  readonly broken: readonly string[];
}

export function profilesOf(change: WorkloadCase, pace: Pace, isHeadBroken: boolean): TemplateProfiles {
  const { before, after, live } = change;
  return {
    base: profileOf(before ?? after, pace, false),
    head: profileOf(after, pace, isHeadBroken),
    broken: live ? brokenTemplates(live) : [],
  };
}

/** As the simulator takes them. */
export function podProfiles({ base, head, broken }: TemplateProfiles): PodProfiles {
  const neverReady = { ...base, neverReady: true };
  return {
    profile: base,
    exceptions: new Map([...broken.map((template) => [template, neverReady] as const), [headTemplate, head]]),
  };
}

function profileOf(facts: WorkloadFacts | undefined, pace: Pace, neverReady: boolean): PodProfile {
  const grace = facts?.terminationGracePeriodSeconds ?? 30;
  return {
    startupSeconds: startupSeconds(facts, pace),
    neverReady,
    terminationGracePeriodSeconds: pace === 'best' ? 0 : grace,
  };
}

function startupSeconds(facts: WorkloadFacts | undefined, pace: Pace): number {
  if (!facts) return 0;
  const { bestSeconds, expectedSeconds, worstSeconds } = facts.readiness;
  if (pace === 'best') return bestSeconds;
  return pace === 'worst' ? worstSeconds : expectedSeconds;
}
