/** A piece of a reply as the agent produces it; `sequence` counts from 0 within one reply. */
export interface Delta {
  readonly messageId: string;
  readonly replyTo: string;
  readonly agentId: string;
  readonly sequence: number;
  readonly delta: string;
  readonly done: boolean;
}

/** A reply that is being written. `text` holds what came without a gap; later pieces wait for the missing one. */
export interface StreamedReply {
  readonly messageId: string;
  readonly replyTo: string;
  readonly agentId: string;
  readonly text: string;
  readonly next: number;
  readonly waiting: Readonly<Record<number, string>>;
  readonly isDone: boolean;
}

/** Replies that are being written, by message id. */
export type StreamedReplies = Readonly<Record<string, StreamedReply>>;

/**
 * Takes a piece in, in any order of arrival and however often it comes: each is said once, in its place.
 * Gives back the same object where nothing changes.
 */
export function takeDelta(replies: StreamedReplies, delta: Delta): StreamedReplies {
  const { messageId, replyTo, agentId, sequence } = delta;
  const known = replies[messageId] ?? { messageId, replyTo, agentId, text: '', next: 0, waiting: {}, isDone: false };
  const isDone = known.isDone || delta.done;
  const isRepeated = sequence < known.next || Object.hasOwn(known.waiting, sequence);
  if (isRepeated && isDone === known.isDone) return replies;
  const waiting: Record<number, string> = { ...known.waiting };
  if (!isRepeated) waiting[sequence] = delta.delta;
  let { text, next } = known;
  for (let piece = waiting[next]; piece !== undefined; piece = waiting[next]) {
    text += piece;
    Reflect.deleteProperty(waiting, next);
    next += 1;
  }
  return { ...replies, [messageId]: { ...known, text, next, waiting, isDone } };
}

/** Leaves out the replies that are stored by now: the stored message takes their place. */
export function withoutStored(replies: StreamedReplies, stored: ReadonlySet<string>): StreamedReplies {
  const kept = Object.entries(replies).filter(([id]) => !stored.has(id));
  return kept.length === Object.keys(replies).length ? replies : Object.fromEntries(kept);
}
