import { expect, test } from 'vitest';
import { daemonSet } from '../../../../src/simulate/controllers/daemon-set/daemon-set.ts';
import { nodes, playDaemonSet, surge, unavailable } from './builders.ts';

function surprisesOf(scenario: Parameters<typeof playDaemonSet>[0]): readonly string[] {
  return daemonSet.surprises(playDaemonSet(scenario));
}

const port = { port: 9100, protocol: 'TCP', hostIp: '' };
const broken = [nodes(5, 'A?'), nodes(5, 'A')];

test.each([
  { what: 'a plain image bump', scenario: {} },
  { what: 'a bump on a single node', scenario: { from: { replicas: 1 } } },
  { what: 'a bump with 25 %', scenario: { to: { strategy: unavailable('25%') } } },
  { what: 'a bump with surge and no grace period', scenario: { to: { strategy: surge(2) } } },
  { what: 'a bump with OnDelete of a DaemonSet without nodes', scenario: { from: { replicas: 0 } } },
  { what: 'a new DaemonSet', scenario: { groups: [] } },
  { what: 'a rollout which never becomes ready', scenario: { neverReady: ['B'] } },
  { what: 'a change of the strategy alone', scenario: { to: { template: 'A', strategy: unavailable('1%') } } },
  { what: 'fewer broken pods than maxUnavailable', scenario: { groups: broken, to: { strategy: unavailable(5) } } },
  { what: 'a host port without surge', scenario: { from: { hostPorts: [port] } } },
])('$what surprises nobody', ({ scenario }) => {
  expect(surprisesOf(scenario)).toEqual([]);
});

test.each([
  {
    scenario: { groups: broken },
    sentence: 'The 5 old pods which are not available are deleted at once, although maxUnavailable is 1.',
  },
  {
    scenario: { groups: broken, from: { areBrokenOldPodsCounted: false } },
    sentence:
      'The 5 old pods which are not available are deleted at once, although maxUnavailable is 1, and 1 available one besides.',
  },
  {
    scenario: { groups: [nodes(1, 'A?'), nodes(9, 'A')], to: { strategy: surge(2) } },
    sentence: 'The node whose old pod is not available gets its new pod at once, in addition to the 2 of maxSurge.',
  },
  {
    scenario: { to: { strategy: unavailable('1%') } },
    sentence: 'maxUnavailable 1% of 10 nodes is less than one node and is rounded up to 1.',
  },
  {
    scenario: { to: { strategy: unavailable(12) } },
    sentence: 'maxUnavailable allows 12 of the 10 nodes: all of them are without a pod at once.',
  },
  {
    scenario: { to: { strategy: surge(1) }, pods: { terminationGracePeriodSeconds: 30 } },
    sentence: 'Pods within their grace period do not count for maxSurge: up to 14 pods run at once, not 11.',
  },
  {
    scenario: { to: { strategy: { type: 'OnDelete' as const } } },
    sentence:
      'With OnDelete nothing is replaced by itself: 10 pods keep their former template until somebody deletes them.',
  },
])('tells: $sentence', ({ scenario, sentence }) => {
  expect(surprisesOf(scenario)).toEqual([sentence]);
});

test('the way back needs a person only with OnDelete', () => {
  const strategy = { type: 'OnDelete' as const };
  const groups = [nodes(9, 'A'), nodes(1, 'B?')];
  const back = playDaemonSet({ groups, to: { template: 'A', strategy }, neverReady: ['B'] });
  expect(daemonSet.wayOut(back)).toBe(
    'Delete the pods which were started with the other template: with OnDelete they come back with this one.',
  );
  expect(daemonSet.wayOut(playDaemonSet({ groups, to: { template: 'A' }, neverReady: ['B'] }))).toBeUndefined();
});
