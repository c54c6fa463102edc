import type { ResourceAmounts } from '../schema/resource-amounts.ts';

/** “5 CPU and 10 GiB”; what is zero is left out, undefined if both are. */
export function formatAmounts({ cpu, memory }: ResourceAmounts, sign = ''): string | undefined {
  const parts = [
    ...(isZero(cpu) ? [] : [`${sign}${formatCpu(cpu)}`]),
    ...(isZero(memory) ? [] : [`${sign}${formatMemory(memory)}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** "2500m" is “2.5 CPU”. */
function formatCpu(quantity: string): string {
  const milli = /^(-?\d+)m$/.exec(quantity)?.[1];
  return `${milli === undefined ? quantity : round(Number(milli) / 1000)} CPU`;
}

/** "1536Mi" is “1.5 GiB”, "500M" is “500 MB”; a plain number is bytes. */
function formatMemory(quantity: string): string {
  const [, digits, suffix = ''] = /^(-?\d+)(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$/.exec(quantity) ?? [];
  if (digits === undefined) return quantity;
  const isBinary = suffix === '' || suffix.endsWith('i');
  const units = isBinary ? binaryUnits : decimalUnits;
  const step = isBinary ? 1024 : 1000;
  let index = suffix === '' ? 0 : prefixes.indexOf(suffix.charAt(0).toUpperCase()) + 1;
  let value = Number(digits);
  while (Math.abs(value) >= step && index + 1 < units.length) {
    value /= step;
    index += 1;
  }
  return `${round(value)} ${units[index] ?? ''}`;
}

function isZero(quantity: string): boolean {
  return /^-?0[A-Za-z]*$/.test(quantity);
}

/** Two digits after the point at most. */
function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const prefixes = ['K', 'M', 'G', 'T', 'P', 'E'];
const binaryUnits = ['bytes', ...prefixes.map((prefix) => `${prefix}iB`)];
const decimalUnits = ['bytes', ...prefixes.map((prefix) => `${prefix === 'K' ? 'k' : prefix}B`)];
