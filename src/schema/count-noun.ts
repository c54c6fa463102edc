/** “1 pod”, “3 pods”, “2 StatefulSets”; irregular plurals are given. */
export function countNoun(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
