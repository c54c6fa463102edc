/** The facts of the cluster cannot be used: exit 2. The message names the file and, where there is one, the line. */
export class FactsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FactsError';
  }
}
