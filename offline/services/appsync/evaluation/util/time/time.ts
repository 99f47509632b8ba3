import type { Run } from '../../run.ts';
import type { FunctionTable } from '../function-table.ts';
import { numeric, optionalText, text } from '../values.ts';
import { formatTime } from './format.ts';
import { parseTime } from './parse.ts';

const zoneOf = (zone: unknown): string => optionalText(zone) ?? 'UTC';

function parseIso(_run: Run, timestamp: unknown): number {
  const epoch = Date.parse(text(timestamp));
  if (Number.isNaN(epoch)) throw new Error(`Text '${text(timestamp)}' could not be parsed as ISO 8601`);
  return epoch;
}

/** `util.time`. */
export const TIME: FunctionTable = {
  nowISO8601: ({ source }) => new Date(source.now()).toISOString(),
  nowEpochSeconds: ({ source }) => Math.floor(source.now() / 1000),
  nowEpochMilliSeconds: ({ source }) => source.now(),
  nowFormatted: ({ source }, pattern, zone) => formatTime(source.now(), text(pattern), zoneOf(zone)),
  parseFormattedToEpochMilliSeconds: (_run, timestamp, pattern, zone) =>
    parseTime(text(timestamp), text(pattern), zoneOf(zone)),
  parseISO8601ToEpochMilliSeconds: parseIso,
  epochMilliSecondsToSeconds: (_run, milliseconds) => Math.floor(numeric(milliseconds) / 1000),
  epochMilliSecondsToISO8601: (_run, milliseconds) => new Date(numeric(milliseconds)).toISOString(),
  epochMilliSecondsToFormatted: (_run, milliseconds, pattern, zone) =>
    formatTime(numeric(milliseconds), text(pattern), zoneOf(zone)),
};
