export function podsText(pods: number): string {
  return pods === 1 ? '1 pod' : `${pods} pods`;
}
