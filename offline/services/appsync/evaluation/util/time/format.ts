import { DAYS, MONTHS, tokenize } from './pattern.ts';
import { type LocalTime, toLocalTime } from './zone.ts';

const DAY_MS = 86_400_000;

/** Writes `epoch` (milliseconds) in `zone` by a `DateTimeFormatter` pattern. @throws Error for an unknown letter. */
export function formatTime(epoch: number, pattern: string, zone: string): string {
  const time = toLocalTime(epoch, zone);
  return tokenize(pattern)
    .map((token) => ('text' in token ? token.text : field(time, token.letter, token.count)))
    .join('');
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');
const year = (value: number, count: number): string => (count === 2 ? pad(value % 100, 2) : pad(value, count));

/** A name by its count: three letters short, four long, five the initial. */
function named(name: string | undefined, count: number): string {
  const full = name ?? '';
  if (count === 4) return full;
  return count === 5 ? full.charAt(0) : full.slice(0, 3);
}

function field(time: LocalTime, letter: string, count: number): string {
  const midnight = Date.UTC(time.year, time.month - 1, time.day);
  const weekday = new Date(midnight).getUTCDay();
  switch (letter) {
    case 'y':
    case 'u':
      return year(time.year, count);
    case 'Y':
      return year(weekOf(time).year, count);
    case 'M':
    case 'L':
      return count > 2 ? named(MONTHS[time.month - 1], count) : pad(time.month, count);
    case 'd':
      return pad(time.day, count);
    case 'D':
      return pad((midnight - Date.UTC(time.year, 0, 1)) / DAY_MS + 1, count);
    case 'E':
      return named(DAYS[weekday], count);
    case 'e':
    case 'c':
      return count > 2 ? named(DAYS[weekday], count) : pad(weekday + 1, count);
    case 'Q':
      return pad(Math.ceil(time.month / 3), count);
    case 'w':
      return pad(weekOf(time).week, count);
    case 'a':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'H':
      return pad(time.hour, count);
    case 'k':
      return pad(time.hour || 24, count);
    case 'h':
      return pad(time.hour % 12 || 12, count);
    case 'K':
      return pad(time.hour % 12, count);
    case 'm':
      return pad(time.minute, count);
    case 's':
      return pad(time.second, count);
    case 'S':
      return pad(time.millisecond, 3).padEnd(count, '0').slice(0, count);
    case 'n':
      return pad(time.millisecond * 1_000_000, count);
    case 'G':
      return count === 4 ? 'Anno Domini' : 'AD';
    default:
      return zoneField(time, letter, count);
  }
}

function zoneField(time: LocalTime, letter: string, count: number): string {
  switch (letter) {
    case 'X':
      return time.offset === 0 ? 'Z' : offset(time.offset, count);
    case 'x':
      return offset(time.offset, count);
    case 'Z':
      if (count === 4) return `GMT${time.offset === 0 ? '' : offset(time.offset, 3)}`;
      return count === 5 && time.offset === 0 ? 'Z' : offset(time.offset, count === 5 ? 3 : 2);
    case 'O':
      return `GMT${time.offset === 0 ? '' : offset(time.offset, 3)}`;
    case 'V':
    case 'z':
    case 'v':
      return time.zone;
    default:
      throw new Error(`Unknown pattern letter: ${letter}`);
  }
}

/** `+01`, `+0130`, `+01:30` for a count of 1, 2, 3. */
function offset(minutes: number, count: number): string {
  const sign = minutes < 0 ? '-' : '+';
  const hours = pad(Math.floor(Math.abs(minutes) / 60), 2);
  const rest = pad(Math.abs(minutes) % 60, 2);
  if (count === 1) return sign + hours + (rest === '00' ? '' : rest);
  return sign + hours + (count === 3 ? ':' : '') + rest;
}

/** The week-based year and week: weeks begin on Sunday, the first one holds January 1st, as in Java's default locale. */
function weekOf(time: LocalTime): { year: number; week: number } {
  const midnight = Date.UTC(time.year, time.month - 1, time.day);
  const saturday = midnight + (6 - new Date(midnight).getUTCDay()) * DAY_MS;
  const weekYear = new Date(saturday).getUTCFullYear();
  return { year: weekYear, week: Math.floor((saturday - Date.UTC(weekYear, 0, 1)) / (7 * DAY_MS)) + 1 };
}
