import { describe, expect, it } from 'vitest';
import { type ThreadMessage, unansweredBefore } from './pending.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString();
const said = (id: string, minute: number): ThreadMessage => ({ id, messageType: 'USER', timestamp: at(minute) });
const replied = (to: string, minute: number): ThreadMessage => ({
  id: `reply-${to}`,
  messageType: 'AGENT',
  timestamp: at(minute),
  replyTo: to,
});

describe('the messages to answer before another', () => {
  it('are the earlier ones without a reply, oldest first', () => {
    const thread = [said('c', 3), said('b', 2), replied('z', 1), said('a', 1), said('z', 0)];
    expect(unansweredBefore(thread, said('c', 3)).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('are none where all have a reply, an apology included', () => {
    const apology: ThreadMessage = { ...replied('a', 2), messageType: 'ERROR' };
    expect(unansweredBefore([said('b', 3), apology, said('a', 1)], said('b', 3))).toEqual([]);
  });

  it('do not include later ones, nor ones so old that nobody waits any more', () => {
    const thread = [said('later', 30), said('now', 20), said('old', 1)];
    expect(unansweredBefore(thread, said('now', 20))).toEqual([]);
  });

  it('are ordered by id within the same millisecond', () => {
    const thread = [said('c', 1), said('a', 1), said('b', 1)];
    expect(unansweredBefore(thread, said('c', 1)).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
