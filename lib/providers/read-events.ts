const maximumEventCharacters = 1_000_000;

/** The data of each server-sent event of a stream, whatever pieces it comes in: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export async function* readEvents(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const piece of stream) {
    pending += piece instanceof Uint8Array ? decoder.decode(piece, { stream: true }) : String(piece);
    if (pending.length > maximumEventCharacters) throw new Error('An event of the stream has no end.');
    const events = pending.split(/\r\n\r\n|\n\n|\r\r/);
    pending = events.pop() ?? '';
    for (const event of events) yield* dataOf(event);
  }
  yield* dataOf(pending);
}

function* dataOf(event: string): Generator<string> {
  const lines = event.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'));
  if (lines.length > 0) yield lines.map((line) => line.slice('data:'.length).replace(/^ /, '')).join('\n');
}
