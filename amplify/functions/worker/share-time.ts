import type { Invocation } from './ports.ts';

/** Shares out the billed time of a call among the messages that are worked on at the same time. */
export function shareTime(now: () => number): Invocation['joinShare'] {
  let active = 0;
  let perShare = 0;
  let since = now();

  function advance(): number {
    const at = now();
    if (active > 0) perShare += (at - since) / active;
    since = at;
    return perShare;
  }

  return () => {
    const joined = advance();
    let left: number | undefined;
    active += 1;
    return {
      elapsedMs: () => (left ?? advance()) - joined,
      leave() {
        if (left !== undefined) return;
        left = advance();
        active -= 1;
      },
    };
  };
}
