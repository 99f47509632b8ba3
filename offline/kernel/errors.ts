/**
 * An error that a client shall see, with AWS's own code. Everything else that is thrown becomes `InternalFailure`,
 * logged but not echoed.
 */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error body, e.g. DynamoDB's `CancellationReasons`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.details = options.details ?? {};
  }
}

/** A definition that the offline backend cannot honour: names the resource, the reason and the remedy. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly logicalId: string;
  readonly property: string | undefined;
  readonly reason: string;
  readonly remedy: string;
  /** What else of the same service cannot be honoured. */
  others: readonly DefinitionError[] = [];

  constructor(input: { logicalId: string; property?: string; reason: string; remedy: string }) {
    const place = input.property ? `${input.logicalId}.${input.property}` : input.logicalId;
    super(`${place}: ${input.reason}. ${input.remedy}`);
    this.logicalId = input.logicalId;
    this.property = input.property;
    this.reason = input.reason;
    this.remedy = input.remedy;
  }
}

/** A failure of the backend itself that its user can mend (port taken, folder not writable, synthesis failed). */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause });
    this.remedy = remedy;
  }
}
