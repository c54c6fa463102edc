const secondsMax = 2_147_483_647;

const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/gu;
const duration = /^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u;

/**
 * Whole seconds of a pause: a number, its text, or a Go duration, cut to seconds. Undefined for anything else and for
 * what is below 0 or does not fit into 32 bits. Mirrors RolloutPause.DurationSeconds of Argo Rollouts with Go's
 * time.ParseDuration: "90" is 90, "1h30m" 5400, "2.5m" 150, "1500ms" 1; "1d" and "5 m" are none.
 */
export function durationSeconds(text: number | string): number | undefined {
  if (typeof text === 'number') return withinLimit(text);
  if (/^\+?\d+$/.test(text)) return withinLimit(Number(text));
  if (!duration.test(text)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(part)) {
    const scale = nanoseconds[unit] ?? 0n;
    total += BigInt(whole || '0') * scale + partOf(fraction, scale);
  }
  return withinLimit(Number(total / 1_000_000_000n));
}

/** The digits behind the point, of a unit: 5 of a minute is 30 s. */
function partOf(digits: string, unit: bigint): bigint {
  // Go gives up on more digits than matter, too.
  const kept = digits.slice(0, 18);
  return kept === '' ? 0n : (BigInt(kept) * unit) / 10n ** BigInt(kept.length);
}

function withinLimit(seconds: number): number | undefined {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= secondsMax ? seconds : undefined;
}
