import { inSources } from './source-places.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = Record<LogLevel, (message: string, fields?: Readonly<Record<string, unknown>>) => void>;

const ORDER = { debug: 0, info: 1, warn: 2, error: 3 } as const satisfies Record<LogLevel, number>;

/** One line a message on standard error, `level name message key=value`. Standard output belongs to the command. */
export function createLog(name: string, least: LogLevel = 'info'): Log {
  const write =
    (level: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      if (ORDER[level] < ORDER[least]) return;
      const tail = Object.entries(fields).map(([key, value]) => ` ${key}=${format(value)}`);
      process.stderr.write(`${level.padEnd(5)} ${name}  ${message}${tail.join('')}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function format(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(inSources(value.stack ?? value.message));
  return typeof value === 'string' && /^[\w./:@-]+$/.test(value) ? value : JSON.stringify(value);
}
