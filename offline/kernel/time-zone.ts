import { ServiceError } from './errors.ts';

/** A date and time as a clock on the wall shows it. Months and days begin at 1. */
export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const DAY_MS = 86_400_000;
// Made when a zone is first asked for: the data of time zones weighs 7 MB in the process.
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the IANA time zone is known. */
export function isTimeZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  try {
    format(zone);
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant (milliseconds since the epoch). */
export function localTimeOf(instant: number, zone: string): LocalTime {
  const shown = new Date(instant + offsetOf(instant, zone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
}

/**
 * The instant at which clocks of a zone show a time: the first one where they are set back and show it twice; undefined
 * where they are set forward over it.
 */
export function instantOf(local: LocalTime, zone: string): number | undefined {
  const naive = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  if (zone === 'UTC') return naive;
  const offsets = new Set([offsetOf(naive - DAY_MS, zone), offsetOf(naive + DAY_MS, zone)]);
  const fitting = [...offsets].map((offset) => naive - offset).filter((at) => at + offsetOf(at, zone) === naive);
  return fitting.length > 0 ? Math.min(...fitting) : undefined;
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
function offsetOf(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const whole = Math.floor(instant / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(whole)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (!known) {
    try {
      known = new Intl.DateTimeFormat('en-US', {
        ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
        ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
      });
    } catch (cause) {
      throw new ServiceError('ValidationException', `${zone} is no time zone.`, { cause });
    }
    formats.set(zone, known);
  }
  return known;
}
