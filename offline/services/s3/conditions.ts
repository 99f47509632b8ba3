import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { noSuchKey, preconditionFailed } from './errors.ts';
import type { StoredObject } from './state.ts';

const isListed = (header: string, etag: string) =>
  header
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag || one.trim() === etag.slice(1, -1));

/** Checks `If-Match` and its kin of a read; an answer instead of the object where nothing changed. */
export function unmetReadCondition({ headers }: OfflineRequest, object: StoredObject): OfflineResponse | undefined {
  const modified = Math.floor(object.modified / 1000) * 1000;
  const since = (name: string) => Date.parse(headers[name] ?? '');
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (match !== undefined) {
    if (!isListed(match, object.etag)) throw preconditionFailed();
  } else if (since('if-unmodified-since') < modified) throw preconditionFailed();
  const notModified =
    noneMatch !== undefined ? isListed(noneMatch, object.etag) : since('if-modified-since') >= modified;
  return notModified ? { status: 304, headers: { etag: object.etag } } : undefined;
}

/** Checks `If-Match` and `If-None-Match` of a write against what is there. @throws ServiceError */
export function checkWriteCondition(
  headers: Readonly<Record<string, string>>,
  existing: StoredObject | undefined,
  key: string,
): void {
  const there = existing && !existing.marker ? existing : undefined;
  if (headers['if-none-match'] === '*' && there) throw preconditionFailed();
  const match = headers['if-match'];
  if (match === undefined) return;
  if (!there) throw noSuchKey(key);
  if (!isListed(match, there.etag)) throw preconditionFailed();
}

/** The bytes that a `Range` header asks for; undefined without one (or with one that S3 ignores). @throws ServiceError InvalidRange */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) {
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
  }
  return start > end ? undefined : { start, end };
}
