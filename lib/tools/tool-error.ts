/** Why a tool gave nothing. `TOOL_REFUSED`: it looked, and will not do it for what it was given. */
export type ToolErrorCode =
  | 'TOOL_NOT_ALLOWED'
  | 'TOOL_UNKNOWN'
  | 'TOOL_INPUT_INVALID'
  | 'TOOL_OUTPUT_INVALID'
  | 'TOOL_TIMED_OUT'
  | 'TOOL_REFUSED'
  | 'TOOL_FAILED';

/** Only these may be gone at the next attempt. */
const passing: readonly ToolErrorCode[] = ['TOOL_TIMED_OUT', 'TOOL_FAILED'];

/** A tool gave nothing: its message is for people, what it hides is the cause. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  readonly code: ToolErrorCode;
  readonly toolId: string;
  /** What a tool says more exactly of a refusal, such as `DOCUMENT_NOT_FOUND`. */
  readonly reason: string | undefined;

  constructor(code: ToolErrorCode, toolId: string, message: string, more: { cause?: unknown; reason?: string } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.toolId = toolId;
    this.reason = more.reason;
  }

  get isRetryable(): boolean {
    return passing.includes(this.code);
  }
}
