import { DAYS, MONTHS, tokenize } from './pattern.ts';
import { fromLocalTime } from './zone.ts';

type Fields = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  isAfternoon?: boolean;
  zone?: string;
};

/**
 * Reads `timestamp` by a `DateTimeFormatter` pattern to milliseconds since the epoch; `zone` counts where the text
 * names none.
 *
 * @throws Error when the text does not fit the pattern.
 */
export function parseTime(timestamp: string, pattern: string, zone: string): number {
  const fields: Fields = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  let rest = timestamp;
  const fail = (): never => {
    throw new Error(`Text '${timestamp}' could not be parsed at index ${timestamp.length - rest.length}`);
  };
  const take = (expression: RegExp): string => {
    const found = expression.exec(rest)?.[0] ?? fail();
    rest = rest.slice(found.length);
    return found;
  };
  const tokens = tokenize(pattern);
  tokens.forEach((token, index) => {
    if ('text' in token) {
      if (!rest.startsWith(token.text)) fail();
      rest = rest.slice(token.text.length);
      return;
    }
    const next = tokens[index + 1];
    const isFollowedByDigits = next !== undefined && 'letter' in next;
    readField(fields, token.letter, token.count, take, isFollowedByDigits);
  });
  if (rest !== '') fail();
  return toEpoch(fields, zone);
}

function readField(
  fields: Fields,
  letter: string,
  count: number,
  take: (expression: RegExp) => string,
  isFollowedByDigits: boolean,
): void {
  const digits = (): number =>
    Number(
      take(isFollowedByDigits || count > 1 ? new RegExp(`^\\d{${count}}${isFollowedByDigits ? '' : '\\d*'}`) : /^\d+/),
    );
  switch (letter) {
    case 'y':
    case 'u':
    case 'Y': {
      const year = digits();
      fields.year = count === 2 ? 2000 + year : year;
      return;
    }
    case 'M':
    case 'L':
      fields.month = count > 2 ? 1 + indexOfName(MONTHS, take(/^[A-Za-z]+/)) : digits();
      return;
    case 'd':
      fields.day = digits();
      return;
    case 'H':
      fields.hour = digits();
      return;
    case 'k':
      fields.hour = digits() % 24;
      return;
    case 'h':
    case 'K':
      fields.hour = digits() % 12;
      return;
    case 'm':
      fields.minute = digits();
      return;
    case 's':
      fields.second = digits();
      return;
    case 'S':
      fields.millisecond = Math.floor(Number(`0.${take(new RegExp(`^\\d{1,${count}}`))}`) * 1000 + 1e-6);
      return;
    case 'a':
      fields.isAfternoon = /^p/i.test(take(/^[AaPp][Mm]/));
      return;
    case 'E':
      indexOfName(DAYS, take(/^[A-Za-z]+/));
      return;
    case 'X':
    case 'x':
    case 'Z':
    case 'O':
      fields.zone = take(/^(?:Z|(?:GMT|UTC)?(?:[+-]\d{1,2}(?::?\d{2})?)?)/) || 'UTC';
      return;
    case 'V':
    case 'z':
    case 'v':
      fields.zone = take(/^[A-Za-z][A-Za-z0-9_+:/-]*/);
      return;
    default:
      throw new Error(`Unknown pattern letter: ${letter}`);
  }
}

function indexOfName(names: readonly string[], text: string): number {
  const index = names.findIndex((name) => text.length >= 3 && name.toLowerCase().startsWith(text.toLowerCase()));
  if (index < 0) throw new Error(`Text '${text}' could not be parsed`);
  return index;
}

function toEpoch(fields: Fields, zone: string): number {
  const hour = fields.isAfternoon ? (fields.hour % 12) + 12 : fields.hour;
  const shown = Date.UTC(
    fields.year,
    fields.month - 1,
    fields.day,
    hour,
    fields.minute,
    fields.second,
    fields.millisecond,
  );
  const calendar = new Date(shown);
  if (calendar.getUTCMonth() + 1 !== fields.month || calendar.getUTCDate() !== fields.day) {
    throw new Error(`Invalid date: ${fields.year}-${fields.month}-${fields.day}`);
  }
  return fromLocalTime(shown, fields.zone ?? zone);
}
