// `awslambda.streamifyResponse`: handlers that answer piece by piece.

import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
/** Separates the metadata of an HTTP answer from its body. */
const PRELUDE_END = new Uint8Array(8);

export const isStreaming = (handler) => handler[STREAMING] !== undefined;

/** The global that a streaming function finds. */
export function provideStreaming() {
  globalThis.awslambda = {
    streamifyResponse(handler, options) {
      handler[STREAMING] = 'response';
      if (options?.highWaterMark !== undefined) handler.highWaterMark = Number.parseInt(options.highWaterMark, 10);
      return handler;
    },
    HttpResponseStream: {
      from(stream, prelude) {
        stream.setContentType('application/vnd.awslambda.http-integration-response');
        stream.write(JSON.stringify(prelude));
        stream.write(PRELUDE_END);
        return stream;
      },
    },
  };
}

/** Runs a streaming handler to the end of its stream. */
export async function streamTo(channel, handler, event, context) {
  const stream = new Writable({
    ...(handler.highWaterMark ? { highWaterMark: handler.highWaterMark } : {}),
    write(chunk, _encoding, written) {
      channel.post({ type: 'chunk', bytes: new Uint8Array(chunk) });
      written();
    },
  });
  stream.setContentType = () => stream;
  const ended = finished(stream);
  ended.catch(() => undefined);
  await handler(event, stream, context);
  // A handler that is done without ending its stream has nothing more to say.
  if (!stream.writableEnded) stream.end();
  await ended;
}
