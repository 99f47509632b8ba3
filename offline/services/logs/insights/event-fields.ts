import type { LogEvent } from '../events.ts';
import type { Row, Value } from './values.ts';

const REPORT_FIELDS: Readonly<Record<string, string>> = {
  Duration: '@duration',
  'Billed Duration': '@billedDuration',
  'Memory Size': '@memorySize',
  'Max Memory Used': '@maxMemoryUsed',
  'Init Duration': '@initDuration',
};

/** The fields of an event: CloudWatch's own, those of its JSON by path (`a.b.0`), those of Lambda's report lines. */
export function eventRow(event: LogEvent, place: { log: string; stream: string; pointer: string }): Row {
  let discovered: ReadonlyMap<string, Value> | undefined;
  return (field) => {
    switch (field) {
      case '@timestamp':
        return { time: event.time };
      case '@ingestionTime':
        return { time: event.ingested };
      case '@message':
        return event.message;
      case '@logStream':
        return place.stream;
      case '@log':
        return place.log;
      case '@ptr':
        return place.pointer;
      default:
        discovered ??= discover(event.message);
        return discovered.get(field);
    }
  };
}

function discover(message: string): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const start = message.indexOf('{');
  // Lambda's text lines put a JSON object after their own columns.
  if (start !== -1 && message.trimEnd().endsWith('}')) flatten(parse(message.slice(start)), '', found);
  readLambdaLine(message, found);
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function flatten(value: unknown, path: string, into: Map<string, Value>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) flatten(member, path === '' ? key : `${path}.${key}`, into);
  } else if (path !== '' && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
    into.set(path, value);
  }
}

function readLambdaLine(message: string, into: Map<string, Value>): void {
  const [, type, requestId] = /^(START|END|REPORT) RequestId: ([\w-]+)/.exec(message) ?? [];
  const plain = type === undefined ? /^\S+Z\t([\w-]{36})\t/.exec(message)?.[1] : undefined;
  const id = requestId ?? plain;
  if (id === undefined) return;
  into.set('@requestId', id);
  if (type !== undefined) into.set('@type', type);
  if (type !== 'REPORT') return;
  for (const [, name = '', number, unit] of message.matchAll(/\t([A-Z][A-Za-z ]+): ([\d.]+) (ms|MB)/g)) {
    const field = REPORT_FIELDS[name];
    if (field) into.set(field, unit === 'MB' ? Number(number) * 1_000_000 : Number(number));
  }
}
