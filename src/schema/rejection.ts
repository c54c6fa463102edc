import { z } from 'zod';

export const Rejection = z
  .strictObject({
    field: z.string().describe('Field path as the API server prints it.'),
    reason: z.string(),
  })
  .readonly()
  .meta({ id: 'Rejection', description: 'Why the API server refuses an object.' });
export type Rejection = z.infer<typeof Rejection>;
