import type { Caller } from './caller.ts';

const MOST_KEPT = 2000;

/**
 * Callers by the token they sent, once it was verified. A user pool's token holds until it expires, whatever happens to
 * the account meanwhile, so that nothing but its expiry need be looked at again.
 */
export class KnownCallers {
  readonly #callers = new Map<string, { make: () => Caller; expiresAt: number }>();

  /** The caller behind a token that has not expired at `now`, in milliseconds. */
  find(token: string, now: number): Caller | undefined {
    const known = this.#callers.get(token);
    if (!known) return undefined;
    if (known.expiresAt > now) return known.make();
    this.#callers.delete(token);
    return undefined;
  }

  /**
   * `make` gives a caller of its own to each request, whose templates may change it. `expires`: the claim, in seconds
   * since the epoch; a token without one is not kept.
   */
  keep(token: string, make: () => Caller, expires: unknown): void {
    if (typeof expires !== 'number') return;
    if (this.#callers.size >= MOST_KEPT) {
      for (const oldest of this.#callers.keys()) {
        this.#callers.delete(oldest);
        break;
      }
    }
    this.#callers.set(token, { make, expiresAt: expires * 1000 });
  }
}
