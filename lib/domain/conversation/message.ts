import { fail, invalid, type Outcome, succeed } from '../outcome/outcome.ts';

/** Longest text of a message, in bytes of UTF-8. */
export const messageMaxBytes = 32 * 1024;

/** What a person sends to an agent. */
export interface MessageToAgent {
  readonly projectId: string;
  readonly agentId: string;
  readonly message: string;
  readonly sessionId?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly questionId?: string | null | undefined;
}

const identifier = /^[A-Za-z0-9._#:-]{1,128}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f]/;

/**
 * Checks a message's form and gives it with line ends as `\n`. Blank and oversized texts, control characters other
 * than line break and tab, and identifiers with foreign characters are refused, each naming its field.
 */
export function checkMessage(input: MessageToAgent): Outcome<MessageToAgent> {
  const message = input.message.replaceAll('\r\n', '\n');
  if (message.trim() === '') return invalid('message', 'message must not be blank.');
  const bytes = utf8Bytes(message);
  if (bytes > messageMaxBytes) {
    return invalid('message', `message has ${bytes} bytes; at most ${messageMaxBytes} are taken. Shorten or split it.`);
  }
  if (hasControlCharacters(message)) {
    return invalid(
      'message',
      'message holds control characters. Only line breaks and tabs are taken; remove the others.',
    );
  }
  for (const field of ['agentId', 'sessionId', 'questionId'] as const) {
    const value = input[field];
    if (value !== undefined && value !== null && !identifier.test(value)) {
      return invalid(field, `${field} must be 1 to 128 letters, digits, ".", "_", "#", ":" or "-".`);
    }
  }
  const key = input.idempotencyKey;
  if (key !== undefined && key !== null && (key === '' || key.length > 255 || control.test(key))) {
    return invalid('idempotencyKey', 'idempotencyKey must be 1 to 255 characters without control characters.');
  }
  return succeed({ ...input, message });
}

/** Whether a text holds control characters other than line break and tab. */
export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}

/** Bytes of a text in UTF-8, a lone half of a surrogate pair counting as its replacement character. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The conversation that a message belongs to where its sender names none: one per project and agent. */
export function defaultSessionId(input: { readonly projectId: string; readonly agentId: string }): string {
  return `${input.projectId}.${input.agentId}`;
}

/**
 * The id to follow a request by: the client's own where it is well formed, else a fresh one, so that foreign text
 * never reaches the logs.
 */
export function correlationIdOf(offered: string | null | undefined, fresh: string): string {
  return offered && /^[A-Za-z0-9._:-]{1,128}$/.test(offered) ? offered : fresh;
}

/** What a stored message is compared by when its idempotency key comes again. */
type Sent = Pick<MessageToAgent, 'agentId' | 'message' | 'questionId'>;

/** Whether a message that came again under its key is the stored one; under another content the key is refused. */
export function checkResend(stored: Sent, again: Sent): Outcome<true> {
  const same =
    stored.agentId === again.agentId &&
    stored.message === again.message &&
    (stored.questionId ?? null) === (again.questionId ?? null);
  if (same) return succeed(true);
  return fail({
    type: 'Conflict',
    code: 'IDEMPOTENCY_KEY_REUSED',
    field: 'idempotencyKey',
    message: 'This idempotency key was used for another message. Take a new key.',
  });
}
