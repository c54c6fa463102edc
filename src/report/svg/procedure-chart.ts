import { countNoun } from '../../schema/count-noun.ts';
import { identityKey } from '../../schema/object-identity.ts';
import type { Procedure, ProcedureStep, StepState } from '../../schema/procedure.ts';
import type { Generation, PodCounts } from '../../schema/timeline.ts';
import { formatDuration } from '../format-duration.ts';
import type { ChartMark, ChartPart, TimelineChart } from './timeline-chart.ts';

/** The steps of a strategy as a chart; undefined where they only let the controller do what the rollout’s own chart shows. */
export function procedureChart(procedure: Procedure): TimelineChart | undefined {
  const { strategy, forecast } = procedure;
  if (strategy.type === 'RollingUpdate' || strategy.type === 'Recreate') return undefined;
  const { parts, marks } = playSteps(procedure);
  if (parts.length < 2) return undefined;
  return {
    parts,
    marks,
    floor: { pods: forecast.floor, text: `lowest ${forecast.floor} available` },
    peak: { pods: forecast.peakPods, text: `peak ${countNoun(forecast.peakPods, 'pod')}` },
    hasGenerations: true,
  };
}

interface Course {
  readonly parts: readonly ChartPart[];
  readonly marks: readonly ChartMark[];
}

function playSteps({ steps }: Procedure): Course {
  const [first] = steps;
  if (!first) return { parts: [], marks: [] };
  let state = stateBefore(first);
  let at = 0;
  const parts: ChartPart[] = [{ from: 0, to: 0, counts: countPods(state, 0), isDecision: false, what: '' }];
  const marks: ChartMark[] = [];
  for (const step of steps) {
    const played = playStep(step, state, at);
    const text = markText(step, state);
    if (text !== undefined) {
      const lasts = step.waitsFor === 'Person' || step.waitsFor === 'Time';
      const part = parts.length;
      marks.push({ part, ...(lasts ? { until: part + played.length } : {}), text: `${step.number}. ${text}` });
    }
    parts.push(...played);
    at += step.expectedSeconds ?? 0;
    state = step.after.pods;
  }
  const counts = countPods(state, at);
  return { parts: [...parts, { from: at, to: at, counts, isDecision: false, what: 'the end' }], marks };
}

type Pods = StepState['pods'];

/** What the first step creates was not there before it. */
function stateBefore({ files, after }: ProcedureStep): Pods {
  const created = new Set(files.flatMap(({ type, object }) => (type === 'Manifest' ? identityKey(object) : [])));
  return after.pods.filter(({ object, version }) => version === 'old' && !created.has(identityKey(object)));
}

/** A step which takes no time is seen in what follows it. */
function playStep(step: ProcedureStep, before: Pods, at: number): readonly ChartPart[] {
  const { waitsFor, expectedSeconds = 0, after } = step;
  const what = `step ${step.number}: ${step.title}`;
  if (waitsFor === 'Person') {
    return [{ from: at, to: at, counts: countPods(after.pods, at), isDecision: true, what }];
  }
  if (expectedSeconds === 0) return [];
  const rolls = before.some(({ object, version }) => version === 'old' && countOf(after.pods, object, 'new') > 0);
  const states =
    waitsFor === 'AvailablePods' ? (rolls ? ramp(before, after.pods) : [starting(before, after.pods)]) : [after.pods];
  const seconds = expectedSeconds / states.length;
  return states.map((pods, index) => {
    const from = at + seconds * index;
    return { from, to: from + seconds, counts: countPods(pods, from), isDecision: false, what };
  });
}

/** Until the step ends, only those are available which were before it. */
function starting(before: Pods, after: Pods): Pods {
  return after.map((each) => ({
    ...each,
    available: Math.min(each.available, availableOf(before, each.object, each.version)),
  }));
}

/** A workload which rolls in place: its steps are not in the procedure, so its pods are drawn as if they changed evenly. */
function ramp(before: Pods, after: Pods): readonly Pods[] {
  const rows = new Map([...before, ...after].map((each) => [`${each.version} ${identityKey(each.object)}`, each]));
  return Array.from({ length: rampParts }, (_, index) => {
    const part = index / rampParts;
    return [...rows.values()].map(({ object, version }) => {
      const [from, to] = [countOf(before, object, version), countOf(after, object, version)];
      const pods = version === 'old' ? from - Math.floor((from - to) * part) : from + Math.round((to - from) * part);
      return { object, version, pods, available: pods };
    });
  });
}

const rampParts = 8;

function rowOf(pods: Pods, object: Pods[number]['object'], version: Generation): Pods[number] | undefined {
  const key = identityKey(object);
  return pods.find((each) => each.version === version && identityKey(each.object) === key);
}

function countOf(pods: Pods, object: Pods[number]['object'], version: Generation): number {
  return rowOf(pods, object, version)?.pods ?? 0;
}

function availableOf(pods: Pods, object: Pods[number]['object'], version: Generation): number {
  return rowOf(pods, object, version)?.available ?? 0;
}

function countPods(pods: Pods, at: number): PodCounts {
  const sum = (version: Generation, count: (row: Pods[number]) => number) =>
    pods.reduce((all, row) => all + (row.version === version ? count(row) : 0), 0);
  return {
    at,
    old: sum('old', (row) => row.pods),
    oldAvailable: sum('old', ({ available }) => available),
    new: sum('new', (row) => row.pods),
    newAvailable: sum('new', ({ available }) => available),
    terminating: 0,
  };
}

/** Waits and switches; what only changes pods is seen in the areas. */
function markText(step: ProcedureStep, before: Pods): string | undefined {
  if (step.waitsFor === 'Person') return 'a person decides';
  if (step.waitsFor === 'Time') return `wait ${formatDuration(step.expectedSeconds ?? 0)}`;
  if (step.files.some(({ type, object }) => type === 'Patch' && object.kind === 'Service')) return 'switch';
  const share = step.after.weights.find(({ version }) => version === 'new');
  const isRouted = step.files.some(({ object }) => object.kind !== 'Service' && rowsOfObject(before, object) === 0);
  return share && isRouted && step.waitsFor === 'Nothing' ? `${share.percent} % new` : undefined;
}

function rowsOfObject(pods: Pods, object: Pods[number]['object']): number {
  const key = identityKey(object);
  return pods.filter((each) => identityKey(each.object) === key).length;
}
