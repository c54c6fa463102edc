import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';

const Described = z.object({ description: z.string(), default: z.string().optional() });
const ActionFile = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(z.string(), Described),
  outputs: z.record(z.string(), Described.pick({ description: true })),
  runs: z.strictObject({ using: z.literal('node24'), main: z.string() }),
});

/** What action.yml says, as the runner reads it. */
export function readAction(): z.infer<typeof ActionFile> {
  return ActionFile.parse(load(readFileSync('action.yml', 'utf8')));
}
