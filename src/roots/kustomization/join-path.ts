/** The path from the top of what is named from a directory; undefined: it lies above the top. "." is the top. */
export function joinPath(directory: string, entry: string): string | undefined {
  const steps = directory === '.' ? [] : directory.split('/');
  for (const step of entry.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.length === 0 ? '.' : steps.join('/');
}
