/** Exit codes of the command line: what scripts go by. */
export const exitCodes = { completed: 0, failed: 1, usage: 2, waiting: 3 } as const;

/** The command was called in a way it does not understand: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that the user can mend: what happened, and the remedy. Exit 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.remedy = remedy;
  }
}
