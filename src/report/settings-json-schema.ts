import { z } from 'zod';
import { Settings } from '../schema/settings.ts';

/** The JSON Schema (draft 2020-12) of `.rollcast.yaml`, for editors. */
export function settingsJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(Settings, { target: 'draft-2020-12', io: 'input' });
}
