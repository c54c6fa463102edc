import { expect, test } from 'vitest';
import { planStepsMax, simulationStepsMax, stepBudget } from '../../src/plan/step-budget.ts';

test('one simulation is followed for a while, however much is left', () => {
  expect(stepBudget().stepsMax()).toBe(simulationStepsMax);
});

test('when long simulations have used all steps of the plan, ordinary ones still get theirs', () => {
  const budget = stepBudget();
  let simulations = 0;
  for (; budget.stepsMax() === simulationStepsMax; simulations += 1) budget.spend(simulationStepsMax);
  expect(simulations).toBeLessThan(2 * (planStepsMax / simulationStepsMax));
  for (let index = 0; index < 10_000; index += 1) budget.spend(100);
  expect(budget.stepsMax()).toBeGreaterThan(1000);
});

test('ordinary simulations use nothing of what the long ones have', () => {
  const budget = stepBudget();
  for (let index = 0; index < 100_000; index += 1) budget.spend(200);
  expect(budget.stepsMax()).toBe(simulationStepsMax);
});
