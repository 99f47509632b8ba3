/** A point in time as a calendar and a clock in some zone show it. */
export type LocalTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes that the zone's clock is ahead of UTC. */
  offset: number;
  zone: string;
};

const FIXED = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that `zone` is ahead of UTC at `epoch` (milliseconds). @throws RangeError for an unknown zone. */
function offsetAt(epoch: number, zone: string): number {
  if (zone === 'UTC' || zone === 'Z' || zone === 'GMT') return 0;
  const fixed = FIXED.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  const parts = formatFor(zone).formatToParts(epoch);
  const part = (type: string): number => Number(parts.find((entry) => entry.type === type)?.value ?? 0);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((shown - Math.floor(epoch / 1000) * 1000) / 60_000);
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** What a calendar and a clock in `zone` show at `epoch` (milliseconds). */
export function toLocalTime(epoch: number, zone: string): LocalTime {
  const offset = offsetAt(epoch, zone);
  const shown = new Date(epoch + offset * 60_000);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    millisecond: shown.getUTCMilliseconds(),
    offset,
    zone,
  };
}

/** The epoch in milliseconds when clocks in `zone` show `shown`, a UTC epoch of the same calendar fields. */
export function fromLocalTime(shown: number, zone: string): number {
  const guess = shown - offsetAt(shown, zone) * 60_000;
  return shown - offsetAt(guess, zone) * 60_000;
}
