import { derivedId } from '#lib/runtime/ids';

/** A message has one reply, however often it is delivered. */
export function replyIdOf(messageId: string): string {
  return derivedId('reply', messageId);
}
