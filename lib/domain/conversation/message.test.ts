import { describe, expect, it } from 'vitest';
import { checkMessage, checkResend, correlationIdOf, messageMaxBytes } from './message.ts';

const message = (text: string, more = {}) =>
  checkMessage({ projectId: 'p', agentId: 'assessment', message: text, ...more });

describe('a message to an agent', () => {
  it('keeps its text, with line ends made one kind', () => {
    expect(message('One\r\ntwo\tthree 👋 <script>')).toMatchObject({
      ok: true,
      data: { message: 'One\ntwo\tthree 👋 <script>' },
    });
  });

  it.each([
    ['blank', ' \n\t '],
    ['empty', ''],
  ])('is refused when %s', (_, text) => {
    expect(message(text)).toMatchObject({ ok: false, error: { type: 'ValidationError', field: 'message' } });
  });

  it('is refused beyond 32 KB of UTF-8, saying how much it has', () => {
    expect(message('a'.repeat(messageMaxBytes))).toMatchObject({ ok: true });
    expect(message('ä'.repeat(messageMaxBytes / 2))).toMatchObject({ ok: true });
    expect(message(`${'ä'.repeat(messageMaxBytes / 2)}a`)).toMatchObject({
      ok: false,
      error: { field: 'message', message: expect.stringContaining(String(messageMaxBytes + 1)) as unknown },
    });
  });

  it.each(['\u0000', '\u0008', '\u001b', '\u007f', '\u0085'])('is refused with the control character %j', (control) => {
    expect(message(`a${control}b`)).toMatchObject({ ok: false, error: { field: 'message' } });
  });

  it.each(['agentId', 'sessionId', 'questionId'])('is refused with a malformed %s', (field) => {
    expect(message('hello', { [field]: '../x y' })).toMatchObject({ ok: false, error: { field } });
    expect(message('hello', { [field]: 'x'.repeat(129) })).toMatchObject({ ok: false, error: { field } });
    expect(message('hello', { [field]: 'technical.data-1' })).toMatchObject({ ok: true });
  });
});

describe('an idempotency key', () => {
  it.each(['', 'x'.repeat(256), 'a\u0000b'])('is refused as %j', (idempotencyKey) => {
    expect(message('hello', { idempotencyKey })).toMatchObject({ ok: false, error: { field: 'idempotencyKey' } });
  });

  it('may be any other text', () => {
    expect(message('hello', { idempotencyKey: 'click 7 / Zürich' })).toMatchObject({ ok: true });
  });
});

describe('a message that comes again under its key', () => {
  const stored = { agentId: 'assessment', message: 'yes', questionId: null };

  it('is the same if its content is', () => {
    expect(checkResend(stored, { agentId: 'assessment', message: 'yes' })).toEqual({ ok: true, data: true });
  });

  it('is a conflict if its content is another', () => {
    const error = { type: 'Conflict', field: 'idempotencyKey' };
    expect(checkResend(stored, { ...stored, message: 'no' })).toMatchObject({ ok: false, error });
    expect(checkResend(stored, { ...stored, questionId: 'q1' })).toMatchObject({ ok: false, error });
  });
});

describe('the correlation id', () => {
  it('is the client’s where well formed', () => {
    expect(correlationIdOf('click-1', 'fresh')).toBe('click-1');
  });

  it.each([null, undefined, '', 'a\nb', 'x'.repeat(129), '<b>'])('is a fresh one for %j', (offered) => {
    expect(correlationIdOf(offered, 'fresh')).toBe('fresh');
  });
});
