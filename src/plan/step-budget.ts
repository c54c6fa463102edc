/** What all simulations of one plan may cost together. */
export interface StepBudget {
  /** How many steps the next simulation may take. */
  readonly stepsMax: () => number;
  readonly spend: (steps: number) => void;
}

/** How far one simulation is followed. */
export const simulationStepsMax = 200_000;
/** All long simulations of a plan together: some seconds. */
export const planStepsMax = 5_000_000;
/** Ten times what an ordinary rollout takes: so much every simulation may cost, whatever others have used. */
const freeSteps = 2_000;

export function stepBudget(): StepBudget {
  let left = planStepsMax;
  return {
    stepsMax: () => Math.min(simulationStepsMax, freeSteps + left),
    spend: (steps) => {
      left -= Math.max(0, steps - freeSteps);
    },
  };
}
