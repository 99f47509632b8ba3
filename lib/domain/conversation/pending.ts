import type { MessageType } from './kinds.ts';

/** What deciding the order needs of a stored message. */
export interface ThreadMessage {
  readonly id: string;
  readonly messageType: MessageType;
  readonly timestamp: string;
  readonly replyTo?: string | null | undefined;
}

/** Earlier messages than this are not made up for: whoever wrote them has long seen that no answer came. */
const catchUpMs = 10 * 60 * 1000;

/**
 * People's messages that came before the given one and have no reply yet, oldest first: events may overtake each
 * other, and what somebody said first must be understood first.
 */
export function unansweredBefore<Message extends ThreadMessage>(
  thread: readonly Message[],
  current: ThreadMessage,
): Message[] {
  const answered = new Set(thread.map((message) => message.replyTo));
  const earliest = new Date(Date.parse(current.timestamp) - catchUpMs).toISOString();
  return thread
    .filter((message) => message.messageType === 'USER' && message.id !== current.id && !answered.has(message.id))
    .filter((message) => message.timestamp >= earliest && isBefore(message, current))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

function isBefore(a: ThreadMessage, b: ThreadMessage): boolean {
  return a.timestamp === b.timestamp ? a.id < b.id : a.timestamp < b.timestamp;
}
