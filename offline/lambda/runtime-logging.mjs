// Console and streams become log lines of the event in work, in the runtime's text or JSON form.
import { format } from 'node:util';

const ORDER = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const METHODS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };

let write = () => {};

export function captureOutput(channel, { logFormat, logLevel }, requestIdOf) {
  const send = (text) => channel.post({ type: 'log', text: text.replace(/\n$/, '') });
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      send(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) queueMicrotask(done);
      return true;
    };
  }
  const least = logFormat === 'JSON' ? Math.max(0, ORDER.indexOf(logLevel ?? 'TRACE')) : 0;
  write = (level, parts) => {
    if (ORDER.indexOf(level) < least) return;
    const timestamp = new Date().toISOString();
    const requestId = requestIdOf();
    if (logFormat === 'JSON') send(jsonLine({ timestamp, level, requestId }, parts));
    else send(`${timestamp}\t${requestId ?? 'undefined'}\t${level}\t${format(...parts)}`);
  };
  for (const [method, level] of Object.entries(METHODS)) console[method] = (...parts) => write(level, parts);
}

/** One object stays an object, so that it can be queried; errors show their type, message and stack. */
function jsonLine(head, parts) {
  const [only] = parts;
  const isObject = parts.length === 1 && typeof only === 'object' && only !== null && !(only instanceof Error);
  const error = parts.find((part) => part instanceof Error);
  const told = error
    ? { errorType: error.name, errorMessage: error.message, stackTrace: error.stack?.split('\n').slice(1) ?? [] }
    : {};
  try {
    return JSON.stringify({ ...head, message: isObject ? only : format(...parts), ...told });
  } catch {
    return JSON.stringify({ ...head, message: format(...parts), ...told });
  }
}

/** What the runtime itself says of an error that a function did not catch. */
export function logError(title, error) {
  write('ERROR', [`${title} \t${JSON.stringify({ ...error, stack: error.trace })}`]);
}
