export interface Duration {
  /** Largest first, at most two: 1 h 04 min, 2 min 05 s, 3.2 s, 820 ms. */
  readonly parts: readonly { readonly value: number; readonly unit: 'd' | 'h' | 'min' | 's' | 'ms' }[];
}

/** A length of time in the units in which people say it; `milliseconds` below zero count as zero. */
export function durationOf(milliseconds: number): Duration {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) return { parts: [{ value: ms, unit: 'ms' }] };
  if (ms < 10_000) return { parts: [{ value: Math.floor(ms / 100) / 10, unit: 's' }] };
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return { parts: [{ value: seconds, unit: 's' }] };
  if (seconds < 3600) return pair(seconds, 60, 'min', 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return pair(minutes, 60, 'h', 'min');
  return pair(Math.floor(minutes / 60), 24, 'd', 'h');
}

type Unit = Duration['parts'][number]['unit'];

function pair(total: number, size: number, large: Unit, small: Unit): Duration {
  const rest = total % size;
  const first = { value: Math.floor(total / size), unit: large };
  return { parts: rest === 0 ? [first] : [first, { value: rest, unit: small }] };
}
