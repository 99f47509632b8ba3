/** One sign-in: all tokens refreshed from it share it. */
export type TokenOrigin = {
  originJti: string;
  /** Seconds since the epoch. */
  authTime: number;
};
