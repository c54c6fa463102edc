/** The workflow asks for what cannot be done: exit 2 with this message and nothing else. */
export class ActionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ActionError';
  }
}
