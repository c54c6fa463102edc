import type { PlanEntry } from '../plan-entries.ts';
import { type Html, html, nothing } from './html-template.ts';

/** In a word why somebody should look at it; nothing where nobody need. */
export function attentionBadge(entry: PlanEntry): Html {
  const attention = attentionOf(entry);
  return attention ? html`<span class="badge ${attention.tone}">${attention.word}</span> ` : nothing;
}

interface Attention {
  readonly word: string;
  readonly tone: 'bad' | 'warn' | 'calm';
}

function attentionOf({ worst, rollout, change, isRisky }: PlanEntry): Attention | undefined {
  const isRefused = (change?.rejected.length ?? 0) > 0;
  if (worst === 'high') return { word: 'blocker', tone: 'bad' };
  if (isRefused && worst === undefined) return { word: 'refused', tone: 'bad' };
  if (isRisky) return { word: 'warning', tone: 'warn' };
  if (rollout?.outcome === 'Paused') return { word: 'waits', tone: 'calm' };
  const isUnforecast =
    rollout === undefined &&
    (change?.effects.some(({ type }) => type === 'RollsPods' || type === 'NotForecast') ?? false);
  return isUnforecast ? { word: 'not forecast', tone: 'warn' } : undefined;
}
