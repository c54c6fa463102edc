import type { Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import type { CliPorts } from './ports.ts';

export interface CliCommand {
  readonly summary: string;
  /** It may take so long that somebody wants to know what it does. */
  readonly takesTime: boolean;
  /** Each command is loaded when it is asked for, so that the others cost nothing. */
  readonly load: () => Promise<{ define: (command: Command, ports: CliPorts, done: (code: ExitCode) => void) => void }>;
}

export const commandTable = {
  plan: {
    summary: 'forecast what a change does to the cluster (the default)',
    takesTime: true,
    load: () => import('./plan-command.ts'),
  },
  diff: {
    summary: 'only what changes and its effects',
    takesTime: true,
    load: () => import('./diff-command.ts'),
  },
  compare: {
    summary: 'what each strategy would do, side by side',
    takesTime: true,
    load: () => import('./compare-command.ts'),
  },
  render: {
    summary: 'print a saved plan in another format',
    takesTime: true,
    load: () => import('./render-command.ts'),
  },
  strategies: {
    summary: 'list the strategies, or explain one',
    takesTime: false,
    load: () => import('./strategies-command.ts'),
  },
  serve: {
    summary: 'answer over HTTP',
    takesTime: false,
    load: () => import('./serve-command.ts'),
  },
  schema: {
    summary: 'print the JSON Schema of a plan, a comparison, a strategy, the settings or the facts',
    takesTime: false,
    load: () => import('./schema-command.ts'),
  },
} as const satisfies Record<string, CliCommand>;

export type CommandName = keyof typeof commandTable;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandTable, name);
}

/** Whether a command line may take long; one without a command is that of plan. */
export function takesTime([first = '']: readonly string[]): boolean {
  if (isCommandName(first)) return commandTable[first].takesTime;
  return first === '' || (first.startsWith('-') && !/^(-V|--version|-h|--help)$/.test(first));
}
