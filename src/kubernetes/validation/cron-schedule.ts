interface Field {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields: readonly Field[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
];

const macros = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/**
 * Five fields, a macro or `@every 1h30m`, after an optional `TZ=…`. Mirrors cron.ParseStandard of robfig/cron v3: a
 * step of 0 and an empty range are refused, Sunday is 0 and not 7.
 */
export function isCronSchedule(text: string): boolean {
  const schedule = text.replace(/^(TZ|CRON_TZ)=\S* +/, '').trim();
  if (schedule.startsWith('@')) return macros.has(schedule) || isEvery(schedule);
  const parts = schedule.split(/\s+/);
  return parts.length === fields.length && fields.every((field, at) => isCronField(parts[at] ?? '', field));
}

function isEvery(schedule: string): boolean {
  return /^@every [+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*$/.test(schedule);
}

function isCronField(text: string, field: Field): boolean {
  const ranges = text.split(',').filter((range) => range !== '');
  return ranges.length > 0 && ranges.every((range) => isCronRange(range, field));
}

function isCronRange(range: string, field: Field): boolean {
  const [body = '', step, ...tooMuch] = range.split('/');
  if (tooMuch.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  const [from = '', to, ...more] = body.split('-');
  if (more.length > 0) return false;
  if (from === '*' || from === '?') return true;
  const start = cronNumber(from, field);
  const end = to === undefined ? start : cronNumber(to, field);
  return start !== undefined && end !== undefined && start >= field.min && end <= field.max && start <= end;
}

function cronNumber(text: string, field: Field): number | undefined {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + field.min;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
