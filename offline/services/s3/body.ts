import { createHash, createHmac } from 'node:crypto';
import type { OfflineRequest } from '../../kernel/http.ts';
import type { Signature } from '../../kernel/sigv4.ts';
import type { Caller } from './authenticate.ts';
import { incompleteBody, S3Error } from './errors.ts';

const EMPTY_HASH = createHash('sha256').update('').digest('hex');
const LONGEST_LINE = 16 * 1024;
const SMALLEST_SIGNED_CHUNK = 8192;

/** A request's payload without its transfer framing; `trailers` is complete when the payload has ended. */
export type Payload = { chunks: AsyncIterable<Buffer>; trailers: Record<string, string> };

/** Undoes `aws-chunked`; signatures of chunks and trailers are verified on the way. */
export function payloadOf(request: OfflineRequest, { payloadHash, signature }: Caller): Payload {
  const trailers: Record<string, string> = {};
  const source = request.stream as AsyncIterable<Buffer>;
  if (!payloadHash.startsWith('STREAMING-')) return { chunks: source, trailers };
  const declared = (request.headers['x-amz-trailer'] ?? '')
    .split(',')
    .flatMap((name) => name.trim().toLowerCase() || []);
  const chain = payloadHash.startsWith('STREAMING-AWS4-') && signature ? new Chain(signature) : undefined;
  return { chunks: decodeChunks(source, trailers, declared, chain), trailers };
}

async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Record<string, string>,
  declared: readonly string[],
  chain: Chain | undefined,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let hasShort = false;
  for (;;) {
    const [sizeText = '', ...extensions] = (await reader.line()).split(';');
    if (!/^[0-9a-fA-F]{1,12}$/.test(sizeText)) throw incompleteBody();
    const size = Number.parseInt(sizeText, 16);
    if (chain && size > 0) {
      if (hasShort) {
        throw new S3Error(
          'InvalidChunkSizeError',
          'Only the last chunk is allowed to have a size less than 8192 bytes',
          {
            status: 403,
          },
        );
      }
      hasShort = size < SMALLEST_SIGNED_CHUNK;
    }
    const hash = chain && createHash('sha256');
    for await (const piece of reader.take(size)) {
      hash?.update(piece);
      yield piece;
    }
    if (hash) chain.verifyChunk(hash.digest('hex'), extensions);
    if (size === 0) break;
    if ((await reader.line()) !== '') throw incompleteBody();
  }
  let signature: string | undefined;
  let signedText = '';
  for (let line = await reader.line(true); line !== ''; line = await reader.line(true)) {
    const [rawName = '', rawValue = ''] = line.split(/:(.*)/s);
    const [name, value] = [rawName.trim().toLowerCase(), rawValue.trim()];
    if (name === 'x-amz-trailer-signature') signature = value;
    else {
      trailers[name] = value;
      signedText += `${name}:${value}\n`;
    }
  }
  if (declared.some((name) => trailers[name] === undefined)) {
    throw new S3Error(
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    );
  }
  if (chain && declared.length > 0) chain.verifyTrailer(signedText, signature);
}

/** Each signature of a streamed body is made over the one before it. */
class Chain {
  readonly #signature: Signature;
  #previous: string;

  constructor(signature: Signature) {
    this.#signature = signature;
    this.#previous = signature.signature;
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
  verifyChunk(chunkHash: string, extensions: readonly string[]): void {
    const given = extensions.map((text) => /^chunk-signature=(.*)$/.exec(text)?.[1]).find((text) => text !== undefined);
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY_HASH}\n${chunkHash}`, given);
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
  verifyTrailer(text: string, given: string | undefined): void {
    this.#verify('AWS4-HMAC-SHA256-TRAILER', createHash('sha256').update(text).digest('hex'), given);
  }

  #verify(kind: string, hashes: string, given: string | undefined): void {
    const { timestamp, region, signingName, signingKey } = this.#signature;
    const scope = `${timestamp.slice(0, 8)}/${region}/${signingName}/aws4_request`;
    const text = [kind, timestamp, scope, this.#previous, hashes].join('\n');
    const expected = createHmac('sha256', signingKey).update(text).digest('hex');
    if (given !== expected) {
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        { status: 403 },
      );
    }
    this.#previous = expected;
  }
}

/** Reads lines and counted runs of bytes from a stream of chunks. */
export class ByteReader {
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
      if (this.#rest.length > LONGEST_LINE) throw incompleteBody();
      if (!(await this.#more())) {
        if (mayEnd && this.#rest.length === 0) return '';
        throw incompleteBody();
      }
    }
  }

  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw incompleteBody();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** What comes before the next `mark`, which is skipped. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#rest.indexOf(mark);
      if (end !== -1) {
        const piece = this.#rest.subarray(0, end);
        this.#rest = this.#rest.subarray(end + mark.length);
        if (piece.length > 0) yield piece;
        return;
      }
      // The mark may have begun in the last bytes.
      const safe = this.#rest.length - mark.length + 1;
      if (safe > 0) {
        const piece = this.#rest.subarray(0, safe);
        this.#rest = this.#rest.subarray(safe);
        yield piece;
      }
      if (!(await this.#more())) throw incompleteBody();
    }
  }

  async #more(): Promise<boolean> {
    const step = await this.#source.next();
    if (step.done) return false;
    this.#rest = this.#rest.length === 0 ? step.value : Buffer.concat([this.#rest, step.value]);
    return true;
  }
}
