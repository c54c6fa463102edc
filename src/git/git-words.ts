/**
 * The first line that git said, for a message: without what it quotes and without addresses, which may be a setting's value
 * or a remote with a password. Empty: nothing is left to say.
 */
export function gitWords(said: string): string {
  const line = said.trim().split('\n', 1)[0] ?? '';
  return line
    .replaceAll(/'[^']*'?|"[^"]*"?/g, '…')
    .replaceAll(/\S*(?::\/\/|@)\S*/g, '…')
    .slice(0, 300);
}
