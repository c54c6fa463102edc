import { z } from 'zod';

/** Who chose a strategy, if it is not the manifest: the first of these which does. */
export const StrategyDecider = z.enum(['Flag', 'Annotation', 'Settings']).meta({ id: 'StrategyDecider' });
export type StrategyDecider = z.infer<typeof StrategyDecider>;

/** “chosen by …” */
export const deciderWords: Readonly<Record<StrategyDecider, string>> = {
  Flag: '--strategy',
  Annotation: 'the annotation rollcast.dev/strategy',
  Settings: 'a rule of .rollcast.yaml',
};
