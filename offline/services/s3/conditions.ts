import type { OfflineRequest } from '../../kernel/http.ts';
import { noSuchKey, notImplemented, preconditionFailed, S3Error } from './errors.ts';
import type { StoredObject } from './objects.ts';

type Headers = Readonly<Record<string, string>>;

const isListed = (header: string, etag: string) =>
  header
    .split(',')
    .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag || one.trim() === etag.slice(1, -1));

const secondOf = ({ modified }: StoredObject) => Math.floor(modified / 1000) * 1000;
const timeOf = (headers: Headers, name: string) => Date.parse(headers[name] ?? '');

/** Checks `If-Match` and its kin of a read. @throws S3Error PreconditionFailed, or NotModified (304, without a document) */
export function checkReadCondition(
  { headers }: OfflineRequest,
  object: StoredObject,
  shown: Record<string, string>,
): void {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (match !== undefined) {
    if (!isListed(match, object.etag)) throw preconditionFailed('If-Match');
  } else if (timeOf(headers, 'if-unmodified-since') < secondOf(object)) throw preconditionFailed('If-Unmodified-Since');
  const isUnchanged =
    noneMatch !== undefined
      ? isListed(noneMatch, object.etag)
      : timeOf(headers, 'if-modified-since') >= secondOf(object);
  if (!isUnchanged) return;
  const { etag = '', 'last-modified': modified = '' } = shown;
  throw new S3Error('NotModified', 'Not Modified', { status: 304, headers: { etag, 'last-modified': modified } });
}

/** Checks `x-amz-copy-source-if-…` against the source. @throws S3Error PreconditionFailed */
export function checkCopyCondition(headers: Headers, source: StoredObject): void {
  const name = (suffix: string) => `x-amz-copy-source-if-${suffix}`;
  const [match, noneMatch] = [headers[name('match')], headers[name('none-match')]];
  if (match !== undefined) {
    if (!isListed(match, source.etag)) throw preconditionFailed(name('match'));
  } else if (timeOf(headers, name('unmodified-since')) < secondOf(source)) {
    throw preconditionFailed(name('unmodified-since'));
  }
  const isUnchanged =
    noneMatch !== undefined
      ? isListed(noneMatch, source.etag)
      : timeOf(headers, name('modified-since')) >= secondOf(source);
  if (isUnchanged) throw preconditionFailed(noneMatch === undefined ? name('modified-since') : name('none-match'));
}

/** Checks `If-Match` and `If-None-Match` of a write against what is there. @throws S3Error */
export function checkWriteCondition(headers: Headers, existing: StoredObject | undefined, key: string): void {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
  if (match === undefined && noneMatch === undefined) return;
  const there = existing && !existing.marker ? existing : undefined;
  if (noneMatch !== undefined) {
    if (noneMatch !== '*' || match !== undefined) throw notImplemented('If-None-Match');
    if (there) throw preconditionFailed('If-None-Match');
  }
  if (match === undefined) return;
  if (!there) throw noSuchKey(key);
  if (!isListed(match, there.etag)) throw preconditionFailed('If-Match');
}

/** Checks `If-Match` of a deletion; what is not there is deleted without ado. @throws S3Error PreconditionFailed */
export function checkDeleteCondition(match: string | undefined, existing: StoredObject | undefined): void {
  if (match === undefined || !existing || existing.marker) return;
  if (!isListed(match, existing.etag)) throw preconditionFailed('If-Match');
}

export type Range = { start: number; end: number };

/** The bytes that a `Range` header asks for; undefined without one (or with one that S3 ignores). @throws S3Error InvalidRange */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  const match = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) {
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      details: { RangeRequested: header, ActualObjectSize: size },
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  return { start, end };
}
