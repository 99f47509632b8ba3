/** How far a call goes with what follows from its messages. */
export interface DriveLimits {
  /** Steps and branches that are at work at the same time, those of all messages together. */
  readonly lines: number;
  /** So long it begins what follows, in milliseconds: later steps would have less time than such as come by the queue. */
  readonly youngMs: number;
}

export const driveLimits: DriveLimits = { lines: 10, youngMs: 10_000 };
