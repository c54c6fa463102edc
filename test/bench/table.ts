import type { Cost } from './measure.ts';

/** What a cost must stay below. */
export type Bar = Pick<Cost, 'cpuSeconds'> & Partial<Cost>;

export interface Row {
  readonly name: string;
  readonly cost: Cost;
  /** Another program's cost for a part of the same work. */
  readonly yardstick?: { readonly name: string; readonly cost: Cost };
  readonly bar?: Bar;
}

export const headerOfTable = [
  '| measured | CPU | × bare node | × yardstick | peak memory | bar |',
  '| --- | ---: | ---: | ---: | ---: | --- |',
  '',
].join('\n');

export function rowOfTable({ name, cost, yardstick, bar }: Row, bare: Cost): string {
  const cells = [
    name,
    seconds(cost.cpuSeconds),
    (cost.cpuSeconds / bare.cpuSeconds).toFixed(1),
    yardstick ? `${(cost.cpuSeconds / yardstick.cost.cpuSeconds).toFixed(1)} (${yardstick.name})` : '',
    mebibytes(cost.peakMiB),
    bar ? barText(cost, bar) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function barText(cost: Cost, { cpuSeconds, peakMiB }: Bar): string {
  const isHeld = cost.cpuSeconds < cpuSeconds && cost.peakMiB < (peakMiB ?? Number.POSITIVE_INFINITY);
  const memory = peakMiB === undefined ? '' : `, < ${mebibytes(peakMiB)}`;
  return `< ${seconds(cpuSeconds)}${memory}: ${isHeld ? 'held' : 'missed'}`;
}

function seconds(amount: number): string {
  return `${amount.toFixed(amount < 1 ? 3 : 2)} s`;
}

function mebibytes(amount: number): string {
  return `${amount.toFixed(0)} MiB`;
}
