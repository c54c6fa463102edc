import type { CanaryStep } from '../../schema/strategy.ts';
import type { StepBuilder } from './step-builder.ts';

type Waiting = Extract<CanaryStep, { type: 'Pause' | 'Gate' }>;

/** A step which changes nothing. */
export function addWait(builder: StepBuilder, step: Waiting): void {
  if (step.type === 'Gate') {
    builder.add({ title: step.question, waitsFor: { type: 'Person' } });
  } else if (step.durationSeconds === undefined) {
    builder.add({ title: 'Decide whether to go on', waitsFor: { type: 'Person' } });
  } else if (step.durationSeconds > 0) {
    builder.add({ title: 'Watch the new version', waitsFor: { type: 'Time', seconds: step.durationSeconds } });
  }
}
