import type { Run } from '../run.ts';
import type { FunctionTable } from './function-table.ts';
import { isRecord, type JsonRecord, setOwn, text } from './values.ts';

/** Headers that a data source must not get from the client. */
const RESTRICTED = new Set([
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
]);
const RESTRICTED_PREFIXES = ['x-amzn-', 'x-amz-'];
const HEADER_BYTES = 4096;

function copyHeaders(_run: Run, headers: unknown): JsonRecord {
  const copy: JsonRecord = {};
  if (!isRecord(headers)) return copy;
  for (const [name, value] of Object.entries(headers)) {
    if (!RESTRICTED.has(name.toLowerCase())) setOwn(copy, name, value);
  }
  return copy;
}

function addResponseHeader(run: Run, name: unknown, value: unknown): string {
  const header = text(name);
  const lower = header.toLowerCase();
  if (RESTRICTED.has(lower) || RESTRICTED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    throw new Error(`The response header ${header} is restricted.`);
  }
  const headers = { ...run.responseHeaders, [header]: isRecord(value) ? JSON.stringify(value) : text(value) };
  const size = Object.entries(headers).reduce((sum, [key, entry]) => sum + key.length + Buffer.byteLength(entry), 0);
  if (size > HEADER_BYTES) throw new Error(`The response headers exceed ${HEADER_BYTES} bytes.`);
  run.responseHeaders = headers;
  return '';
}

function addResponseHeaders(run: Run, headers: unknown): string {
  if (isRecord(headers)) for (const [name, value] of Object.entries(headers)) addResponseHeader(run, name, value);
  return '';
}

/** `util.http`. */
export const HTTP: FunctionTable = { copyHeaders, addResponseHeader, addResponseHeaders };
