import type { Simulation } from '../simulate/simulation.ts';
import type { WorkloadController, WorkloadSpec } from '../simulate/workload-controller.ts';
import type { StepBudget } from './step-budget.ts';
import { podProfiles, type TemplateProfiles } from './template-profiles.ts';

/** All that a simulation depends on. */
interface Course<Spec, State> {
  readonly state: State;
  readonly desired: Spec;
  readonly profiles: TemplateProfiles;
}

/** What is kept of all courses of one kind together: the steps of their simulations, about 100 MB. */
const keptStepsMax = 400_000;

/** Plays equal courses once: in a large change many workloads roll alike. */
export function rememberCourses<Spec extends WorkloadSpec, State>(
  { simulate }: WorkloadController<Spec, State>,
  budget: StepBudget,
): (course: Course<Spec, State>) => Simulation<State> {
  const played = new Map<string, Simulation<State>>();
  let keptSteps = 0;
  return (course) => {
    const key = JSON.stringify(course);
    const known = played.get(key);
    if (known) return known;
    const { state, desired, profiles } = course;
    const result = simulate({ state, desired, pods: podProfiles(profiles), stepsMax: budget.stepsMax() });
    budget.spend(result.stepsTaken);
    keptSteps += result.stepsTaken;
    if (keptSteps > keptStepsMax) {
      played.clear();
      keptSteps = result.stepsTaken;
    }
    played.set(key, result);
    return result;
  };
}
