/** Whether a terminal is behind a descriptor of this process. What tells is loaded only now: the version needs none of it. */
export function isTerminal(descriptor: number): boolean {
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}
