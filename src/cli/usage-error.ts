/** What the user typed cannot be done: exit 2 with this message and nothing else. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
