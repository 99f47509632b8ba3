import { describe, expect, it, vi } from 'vitest';
import { createDeltaStream, type SendDelta } from './delta-stream.ts';

type Piece = Parameters<SendDelta>[0];

function record(send: SendDelta = () => Promise.resolve()) {
  vi.useFakeTimers({ now: 0 });
  const pieces: Piece[] = [];
  const lost: unknown[] = [];
  const stream = createDeltaStream(
    (piece) => {
      pieces.push(piece);
      return send(piece);
    },
    { now: () => Date.now(), onLost: (error) => lost.push(error) },
  );
  return { stream, pieces, lost };
}

describe('the stream of a reply', () => {
  it('sends the first piece at once and what follows closely together', async () => {
    const { stream, pieces } = record();
    stream.push('Good ');
    await vi.advanceTimersByTimeAsync(0);
    expect(pieces).toEqual([{ sequence: 0, delta: 'Good ', done: false }]);
    stream.push('mor');
    stream.push('ning');
    await vi.advanceTimersByTimeAsync(100);
    expect(pieces[1]).toEqual({ sequence: 1, delta: 'morning', done: false });
  });

  it('sends at most ten pieces a second', async () => {
    const { stream, pieces } = record();
    for (let index = 0; index < 200; index += 1) {
      stream.push('x');
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(pieces.length).toBeLessThanOrEqual(11);
    await stream.end();
    expect(pieces.map(({ delta }) => delta).join('')).toBe('x'.repeat(200));
  });

  it('ends with the rest, marked, sequences without a gap', async () => {
    const { stream, pieces } = record();
    stream.push('a');
    stream.push('b');
    await stream.end();
    expect(pieces.map(({ sequence }) => sequence)).toEqual([0, 1]);
    expect(pieces.at(-1)).toEqual({ sequence: 1, delta: 'b', done: true });
  });

  it('goes on when a piece is lost, and reports it', async () => {
    const { stream, pieces, lost } = record(({ sequence }) =>
      sequence === 0 ? Promise.reject(new Error('unreachable')) : Promise.resolve(),
    );
    stream.push('a');
    await stream.end();
    expect(pieces).toHaveLength(2);
    expect(lost).toHaveLength(1);
  });
});
