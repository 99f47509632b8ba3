import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delta, type StreamedReplies, takeDelta, withoutStored } from './streamed-reply.ts';

const delta = (sequence: number, text: string, done = false): Delta => ({
  messageId: 'r1',
  replyTo: 'm1',
  agentId: 'assessment',
  sequence,
  delta: text,
  done,
});
const take = (deltas: readonly Delta[]) => deltas.reduce<StreamedReplies>(takeDelta, {});

describe('a streamed reply', () => {
  it('says each piece once and in its place, whatever the order and however often it arrives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 12 }).chain((pieces) => {
          const deltas = pieces.map((piece, index) => delta(index, piece, index === pieces.length - 1));
          return fc.tuple(
            fc.constant(pieces),
            fc.shuffledSubarray([...deltas, ...deltas], { minLength: deltas.length * 2, maxLength: deltas.length * 2 }),
          );
        }),
        ([pieces, arrivals]) => {
          expect(take(arrivals).r1).toMatchObject({ text: pieces.join(''), isDone: true, waiting: {} });
        },
      ),
    );
  });

  it('holds back what comes after a gap until the gap is filled', () => {
    const before = take([delta(0, 'a'), delta(2, 'c')]);
    expect(before.r1?.text).toBe('a');
    expect(takeDelta(before, delta(1, 'b')).r1?.text).toBe('abc');
  });

  it('gives back the same object for a piece that is known', () => {
    const replies = take([delta(0, 'a')]);
    expect(takeDelta(replies, delta(0, 'a'))).toBe(replies);
  });

  it('gives way to the stored message', () => {
    const replies = take([delta(0, 'a')]);
    expect(withoutStored(replies, new Set(['other']))).toBe(replies);
    expect(withoutStored(replies, new Set(['r1']))).toEqual({});
  });
});
