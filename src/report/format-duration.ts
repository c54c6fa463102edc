const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** “0.5 s”, “40 s”, “80 s”, “2 min 30 s”, “12 min”, “3 h 20 min”, “2 d 4 h”: two units at most, seconds below two minutes. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 2 * minute) return `${whole} s`;
  if (whole < 10 * minute) return twoUnits(whole, minute, 'min', 1, 's');
  if (whole < hour - minute / 2) return twoUnits(whole, minute, 'min', minute, 'min');
  if (whole < 2 * day) return twoUnits(whole, hour, 'h', minute, 'min');
  return twoUnits(whole, day, 'd', hour, 'h');
}

/**
 * A range with the coarsest honest unit: “25–80 s”, “1–4 min” (80 s to 200 s: the lower bound is rounded down, the upper one
 * up), “40 s – 4 min”.
 */
export function formatDurationRange(from: number, to: number): string {
  const low = formatDuration(from);
  const high = formatDuration(to);
  if (low === high) return high;
  if (to < 2 * minute) return `${low.replace(/ s$/, '')}–${high}`;
  const unit = coarseUnits.find(({ atLeast }) => from >= atLeast);
  if (unit) {
    const [first, last] = [Math.floor(from / unit.seconds), Math.ceil(to / unit.seconds)];
    return first === last ? `${last} ${unit.name}` : `${first}–${last} ${unit.name}`;
  }
  return to < hour ? `${low} – ${Math.ceil(to / minute)} min` : `${low} – ${high}`;
}

/** What is expected and what it may be instead: “40 s (20 s – 5 min)”; “40 s” where it cannot be anything else. */
export function formatExpectation(best: number, expected: number, worst: number): string {
  const usual = formatDuration(expected);
  const range = formatDurationRange(best, worst);
  return range === usual ? usual : `${usual} (${range})`;
}

const coarseUnits = [
  { atLeast: 2 * day, seconds: day, name: 'd' },
  { atLeast: 2 * hour, seconds: hour, name: 'h' },
  { atLeast: minute, seconds: minute, name: 'min' },
];

/** 200 in minutes and seconds: “3 min 20 s”; with a small unit equal to the large one only “3 min”. */
function twoUnits(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rounded = Math.round(seconds / small) * small;
  const rest = Math.round((rounded % large) / small);
  const head = `${Math.floor(rounded / large)} ${largeName}`;
  return rest === 0 || small === large ? head : `${head} ${rest} ${smallName}`;
}
