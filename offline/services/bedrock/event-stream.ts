import { Readable } from 'node:stream';
import type { EventStreamCodec } from '@smithy/eventstream-codec';
import { ServiceError } from '../../kernel/errors.ts';

export type StreamEvent = { readonly type: string; readonly payload: object };

export const EVENT_STREAM = 'application/vnd.amazon.eventstream';

let codec: Promise<EventStreamCodec> | undefined;

/** Loaded with the first stream: most apps never ask for one. */
const loadCodec = () =>
  (codec ??= import('@smithy/eventstream-codec').then(
    (module) =>
      new module.EventStreamCodec(
        (bytes) => Buffer.from(bytes).toString(),
        (text) => Buffer.from(text),
      ),
  ));

/**
 * The bytes of an Amazon event stream, one write an event, so that a slow model's events arrive one by one. A
 * ServiceError that `events` throws becomes the last message: an exception of the stream where `exceptions` has its
 * name, else an error that no model of the API speaks of.
 */
export function eventStream(events: AsyncIterable<StreamEvent>, exceptions: readonly string[]): Readable {
  return Readable.from(encode(events, exceptions), { objectMode: false });
}

async function* encode(events: AsyncIterable<StreamEvent>, exceptions: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = await loadCodec();
  const message = (headers: Record<string, string>, payload: object | undefined) =>
    encoder.encode({
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`:${name}`, { type: 'string' as const, value }]),
      ),
      body: payload ? Buffer.from(JSON.stringify(payload)) : new Uint8Array(),
    });
  const json = { 'content-type': 'application/json' };
  try {
    for await (const { type, payload } of events) {
      yield message({ 'message-type': 'event', 'event-type': type, ...json }, payload);
    }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const member = `${error.code.charAt(0).toLowerCase()}${error.code.slice(1)}`;
    yield exceptions.includes(member)
      ? message({ 'message-type': 'exception', 'exception-type': member, ...json }, { message: error.message })
      : message({ 'message-type': 'error', 'error-code': error.code, 'error-message': error.message }, undefined);
  }
}
