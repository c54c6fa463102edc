import type { Laws } from './law.ts';
import { factsLaws } from './laws/facts-laws.ts';
import { historyLaws } from './laws/history-laws.ts';
import { meaningLaws } from './laws/meaning-laws.ts';
import { mentionLaws } from './laws/mention-laws.ts';
import { planLaws } from './laws/plan-laws.ts';
import { secretLaws } from './laws/secret-laws.ts';

/** All that is tried again and again. */
export const laws: Laws = { ...planLaws, ...meaningLaws, ...secretLaws, ...historyLaws, ...mentionLaws, ...factsLaws };
