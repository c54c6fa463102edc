import { judgeEdit } from '../../diff/judge-edit.ts';
import { objectAt, stringAt } from '../../kubernetes/field-access.ts';
import type { ObjectReader } from '../../kubernetes/object-reader.ts';
import { podRequests } from '../../kubernetes/pod-requests.ts';
import { minorVersion } from '../../kubernetes/types/field-type.ts';
import { isDnsSubdomain } from '../../kubernetes/validation/names.ts';
import type { RevisionObject } from '../../manifest/revision-object.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Procedure, ProcedureStep } from '../../schema/procedure.ts';
import type { Strategy } from '../../schema/strategy.ts';
import type { PodCounts } from '../../schema/timeline.ts';
import type { SimulatedOutcome } from '../../simulate/simulation.ts';
import type { PlayMeans, StepPace } from '../../simulate/steps/live-deployment.ts';
import { type PlayedSteps, playSteps } from '../../simulate/steps/play-steps.ts';
import { compile } from '../../strategy/compile/compile.ts';
import { type CompiledStep, type CompiledSteps, type Refusal, refused } from '../../strategy/compile/compiled-step.ts';
import { kindOf, nameOf, nounOf, objectKey, writtenReplicas } from '../../strategy/compile/object-parts.ts';
import { podNumbers, servicesInFront, type WorkloadInPlace } from '../../strategy/compile/workload-in-place.ts';
import { autoscaledReplicasRemark } from './autoscaled-replicas-remark.ts';
import { gitOpsWords } from './git-ops-words.ts';
import { applyCommands, verifyCommands } from './step-commands.ts';
import { type FileMeans, isExact, type ReferenceOf, stepFiles } from './step-content.ts';
import { stepFolder, undoFolder } from './step-paths.ts';
import { frontsAfter, stepState } from './step-states.ts';
import { capacityOfSteps, endpointsOfSteps, secondsOf, stepsSeries } from './steps-forecast.ts';
import { type PodsBefore, undoWithReplicas } from './undo-with-replicas.ts';

/** A workload whose change is to be made by a strategy; what stands around it, of its root, is as it is before the change. */
export interface ProcedureInput extends WorkloadInPlace<RevisionObject> {
  readonly strategy: { readonly name: string; readonly strategy: Strategy };
  readonly kubernetesVersion: string;
  readonly read: ObjectReader;
}

export interface CompiledProcedure {
  readonly type: 'Compiled';
  readonly procedure: Procedure;
  /** The pods of all Deployments at every moment, by version. */
  readonly series: readonly PodCounts[];
  /** What the steps make of an object that was there before, unmasked; undefined: they delete it. */
  readonly endOf: (before: JsonObject) => JsonObject | undefined;
}

/**
 * The steps of a strategy for one workload, played: what a plan holds of them, credentials masked, and floor, peak and
 * endpoints of all steps together. Refused where the strategy cannot work, where the API server would refuse an object of
 * a step, and where a step would never end.
 */
export function compileProcedure(input: ProcedureInput): CompiledProcedure | Refusal {
  const workload = workloadOf(input);
  const compiled = compile(input.strategy.strategy, workload);
  if (compiled.type === 'Refused') return compiled;
  const obstacle = refusedObject(compiled.steps, workload, input) ?? unwritable(compiled.steps);
  if (obstacle) return obstacle;
  const play = (pace: StepPace) =>
    playSteps({ running: [workload.before], steps: compiled.steps }, meansOf(input, workload, pace));
  const expected = play('expected');
  if (expected.stuck) return neverEnding(compiled.steps[expected.stuck.step], expected.stuck.outcome);
  const referenceOf = references(input);
  const start = [...servicesInFront(workload), ...touchedRoutes(compiled.steps, workload)];
  const fronts = frontsAfter(start, compiled.steps);
  const context = {
    referenceOf,
    read: input.read,
    services: servicesInFront(workload),
    fronts,
    atFirst: [{ deployment: workload.before, pods: podNumbers(workload).before }],
    played: expected,
  };
  const steps = compiled.steps.map((step, index) => procedureStep(step, index, context));
  const scalingRemark = autoscaledReplicasRemark(compiled.steps, workload);
  const series = stepsSeries(expected.moments);
  return {
    type: 'Compiled',
    procedure: {
      strategy: input.strategy.strategy,
      name: input.strategy.name,
      steps: steps.map(({ step }) => step),
      hidesCredentials: steps.some(({ isMasked }) => isMasked),
      forecast: {
        ...capacityOfSteps(series, { old: requestsOf(workload.before, input), new: requestsOf(workload.after, input) }),
        endpoints: endpointsOfSteps(start, fronts, expected, referenceOf),
        bestSeconds: secondsOf(play('best')),
        expectedSeconds: secondsOf(expected),
        worstSeconds: secondsOf(play('worst')),
      },
      remarks: [...compiled.remarks, ...(scalingRemark === undefined ? [] : [scalingRemark])],
    },
    series,
    endOf: endFinder(compiled.steps),
  };
}

function endFinder(steps: CompiledSteps['steps']): CompiledProcedure['endOf'] {
  const ends = new Map(
    steps.flatMap(({ edits }) => edits.map(({ before, after }) => [objectKey(after ?? before ?? {}), after] as const)),
  );
  return (before) => (ends.has(objectKey(before)) ? ends.get(objectKey(before)) : before);
}

function neverEnding(step: CompiledStep | undefined, outcome: SimulatedOutcome['type']): Refusal {
  const reason = outcome === 'Unfinished' ? 'takes more steps than are simulated' : 'would never end';
  return refused(`“${step?.title ?? ''}” ${reason}.`, 'Look at the strategy and the number of pods of the Deployment.');
}

/** The workload and its surroundings as strategies see them. */
export function workloadOf(input: Omit<ProcedureInput, 'strategy'>): WorkloadInPlace {
  const { before, after } = input;
  const { namespace } = before.reference;
  const values = (objects: readonly RevisionObject[]) =>
    objects.filter(({ reference }) => reference.namespace === namespace).map(({ object }) => object.value);
  return {
    before: before.object.value,
    after: after.object.value,
    services: values(input.services),
    routes: values(input.routes),
    autoscalers: values(input.autoscalers),
    budgets: values(input.budgets),
    claims: values(input.claims),
    neighbours: values(input.neighbours),
    replicas: input.replicas,
  };
}

/** A plan holds numbers as JSON does; and of custom resources nobody else looks at the name. */
function unwritable(steps: CompiledSteps['steps']): Refusal | undefined {
  const objects = steps.flatMap(({ edits }) => edits.map(({ before, after }) => after ?? before ?? {}));
  const nameless = objects.find((object) => !isDnsSubdomain(nameOf(object)));
  if (nameless) return refused(`One ${kindOf(nameless)} has a name which the API server refuses.`, 'Correct its name.');
  const inexact = steps
    .flatMap(({ edits }) => edits)
    .find(({ before, after }) => ![before ?? {}, after ?? {}].every(isExact));
  const object = inexact?.after ?? inexact?.before;
  return object && refused(`${nounOf(object)} holds a number which JSON does not keep exactly.`, 'Write it as text.');
}

/** What the API server refuses of the given objects already is no fault of the steps. */
function refusedObject(
  steps: CompiledSteps['steps'],
  { before, after, services, autoscalers, budgets }: WorkloadInPlace,
  { kubernetesVersion, read }: ProcedureInput,
): Refusal | undefined {
  const options = { kubernetesVersion, via: 'apply', read } as const;
  const known = new Set(
    [before, after, ...services, ...autoscalers, ...budgets].flatMap((object) =>
      judgeEdit(undefined, object, options).rejected.map(({ field }) => field),
    ),
  );
  for (const { edits } of steps) {
    for (const edit of edits) {
      const rejection = judgeEdit(edit.before, edit.after, options).rejected.find(({ field }) => !known.has(field));
      const object = edit.after ?? edit.before;
      if (rejection && object) {
        return refused(
          `The API server would refuse ${nounOf(object)}, which a step needs: ${rejection.field} is not valid.`,
          'Use rolling-update-no-downtime.',
        );
      }
    }
  }
  return undefined;
}

function meansOf({ kubernetesVersion, read }: ProcedureInput, workload: WorkloadInPlace, pace: StepPace): PlayMeans {
  const { isAutoscaled, ...numbers } = podNumbers(workload);
  return {
    read,
    minor: minorVersion(kubernetesVersion),
    pace,
    replicasOf: (manifest, live) => {
      const written = writtenReplicas(manifest);
      if (!live) return manifest === workload.before ? numbers.before : (written ?? numbers.after);
      // A patch which says nothing of the number leaves it, and an autoscaler brings it back but from 0.
      const isKept = isAutoscaled && nameOf(manifest) === nameOf(workload.before) && written !== 0;
      if (isKept || written === writtenReplicas(live.manifest)) return live.replicas;
      return Math.max(0, written ?? 1);
    },
  };
}

/** Names what is there already as the revision does, and what a step makes as it names the workload. */
function references(input: ProcedureInput): ReferenceOf {
  const given = [input.before, ...input.services, ...input.routes, ...input.autoscalers, ...input.budgets];
  const known = new Map(given.map(({ object, reference }) => [objectKey(object.value), reference]));
  const { namespace, root } = input.before.reference;
  return (object) =>
    known.get(objectKey(object)) ?? {
      apiVersion: stringAt(object, 'apiVersion') ?? '',
      kind: stringAt(object, 'kind') ?? '',
      ...(namespace !== undefined && { namespace }),
      name: nameOf(object),
      root,
    };
}

function touchedRoutes(steps: CompiledSteps['steps'], { routes }: WorkloadInPlace): readonly JsonObject[] {
  const touched = new Set(
    steps.flatMap(({ edits }) => edits.flatMap(({ after }) => (after ? [objectKey(after)] : []))),
  );
  return routes.filter((route) => touched.has(objectKey(route)));
}

interface StepContext extends FileMeans {
  /** Those in front of the workload. */
  readonly services: readonly JsonObject[];
  readonly fronts: readonly (readonly JsonObject[])[];
  /** The pods before the first step. */
  readonly atFirst: readonly PodsBefore[];
  readonly played: PlayedSteps;
}

function procedureStep(
  step: CompiledStep,
  index: number,
  context: StepContext,
): { readonly step: ProcedureStep; readonly isMasked: boolean } {
  const { referenceOf, services, fronts, atFirst, played } = context;
  const folder = stepFolder(index + 1, step.title);
  const done = stepFiles(step.edits, context);
  const undone = stepFiles(undoWithReplicas(step.edits, played.steps[index - 1]?.pods ?? atFirst), context);
  const files = done.map(({ file }) => file);
  const undoFiles = undone.map(({ file }) => file);
  const end = played.steps[index];
  return {
    isMasked: [...done, ...undone].some(({ isMasked }) => isMasked),
    step: {
      number: index + 1,
      title: step.title,
      files,
      commands: applyCommands(files, folder),
      verify: verifyCommands(step, services, referenceOf),
      undo: { files: undoFiles, commands: applyCommands(undoFiles, undoFolder(folder)) },
      waitsFor: step.waitsFor.type,
      ...(step.waitsFor.type !== 'Person' && end && { expectedSeconds: end.seconds }),
      isPointOfNoReturn: step.isPointOfNoReturn,
      gitOps: gitOpsWords(files),
      after: stepState(end?.pods ?? [], fronts[index] ?? [], referenceOf),
    },
  };
}

function requestsOf(deployment: JsonObject, { read }: ProcedureInput) {
  return podRequests(objectAt(read(deployment).filled, 'spec', 'template', 'spec'));
}
