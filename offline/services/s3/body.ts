import { createHash, createHmac } from 'node:crypto';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest } from '../../kernel/http.ts';
import type { Signature } from '../../kernel/sigv4.ts';

const EMPTY_HASH = createHash('sha256').update('').digest('hex');
const LONGEST_CHUNK_HEADER = 4096;

/** A request's payload without its transfer framing; `trailers` is complete when the payload has ended. */
export type Payload = { chunks: AsyncIterable<Buffer>; trailers: Record<string, string> };

/** Undoes `aws-chunked`; the signatures of signed chunks are verified on the way. */
export function payloadOf(request: OfflineRequest, signature: Signature): Payload {
  const trailers: Record<string, string> = {};
  const source = request.stream as AsyncIterable<Buffer>;
  if (!signature.payloadHash.startsWith('STREAMING-')) return { chunks: source, trailers };
  const signed = signature.payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD') ? signature : undefined;
  return { chunks: decodeChunks(source, trailers, signed), trailers };
}

async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Record<string, string>,
  signed: Signature | undefined,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let previous = signed?.signature ?? '';
  for (;;) {
    const header = await reader.line();
    const [sizeText = '', ...extensions] = header.split(';');
    if (!/^[0-9a-fA-F]+$/.test(sizeText)) throw incomplete();
    const size = Number.parseInt(sizeText, 16);
    const hash = signed && createHash('sha256');
    for await (const piece of reader.take(size)) {
      hash?.update(piece);
      yield piece;
    }
    if (signed && hash) {
      previous = verifyChunk(signed, previous, hash.digest('hex'), extensions);
    }
    if (size === 0) break;
    if ((await reader.line()) !== '') throw incomplete();
  }
  for (let line = await reader.line(true); line !== ''; line = await reader.line(true)) {
    const [name = '', value = ''] = line.split(/:(.*)/s);
    trailers[name.trim().toLowerCase()] = value.trim();
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
function verifyChunk(signed: Signature, previous: string, chunkHash: string, extensions: readonly string[]): string {
  const given = extensions.find((text) => text.startsWith('chunk-signature='))?.slice('chunk-signature='.length) ?? '';
  const scope = `${signed.timestamp.slice(0, 8)}/${signed.region}/${signed.signingName}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256-PAYLOAD', signed.timestamp, scope, previous, EMPTY_HASH, chunkHash].join('\n');
  const expected = createHmac('sha256', signed.signingKey).update(text).digest('hex');
  if (given !== expected) {
    throw new ServiceError('SignatureDoesNotMatch', 'The signature of a chunk does not match.', { status: 403 });
  }
  return expected;
}

const incomplete = () =>
  new ServiceError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );

/** Reads lines and counted runs of bytes from a stream of chunks. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The text up to the next CRLF. The end of the stream is an empty line where `mayEnd`. */
  async line(mayEnd?: true): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end !== -1) {
        const text = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return text;
      }
      if (this.#rest.length > LONGEST_CHUNK_HEADER) throw incomplete();
      if (!(await this.#more())) {
        if (mayEnd && this.#rest.length === 0) return '';
        throw incomplete();
      }
    }
  }

  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw incomplete();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const step = await this.#source.next();
    if (step.done) return false;
    this.#rest = this.#rest.length === 0 ? step.value : Buffer.concat([this.#rest, step.value]);
    return true;
  }
}
