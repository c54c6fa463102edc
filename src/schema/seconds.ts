import { z } from 'zod';

/** Virtual time: seconds since the change was applied. */
export const Seconds = z.number().min(0).meta({ id: 'Seconds', description: 'Seconds since the change was applied.' });
