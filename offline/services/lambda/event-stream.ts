import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

/** One event of a stream: bytes as they are, anything else as JSON. */
export function encodeEvent(type: string, content: Uint8Array | object): Uint8Array {
  const isBytes = content instanceof Uint8Array;
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: 'event' },
      ':event-type': { type: 'string', value: type },
      ':content-type': { type: 'string', value: isBytes ? 'application/octet-stream' : 'application/json' },
    },
    body: isBytes ? content : Buffer.from(JSON.stringify(content)),
  });
}
