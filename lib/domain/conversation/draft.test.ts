import { describe, expect, it } from 'vitest';
import { checkDraft } from './draft.ts';
import { checkMessage, messageMaxBytes } from './message.ts';

describe('checkDraft', () => {
  it.each(['', ' \n\t', '\r\n'])('finds %j blank', (text) => {
    expect(checkDraft(text).problem).toBe('blank');
  });

  it('counts bytes, not characters', () => {
    expect(checkDraft('ä'.repeat(messageMaxBytes / 2))).toMatchObject({ problem: undefined, bytes: messageMaxBytes });
    expect(checkDraft('ä'.repeat(messageMaxBytes / 2 + 1)).problem).toBe('tooLong');
  });

  it('tells when the limit is near', () => {
    expect(checkDraft('a'.repeat(100)).isNearLimit).toBe(false);
    expect(checkDraft('a'.repeat(messageMaxBytes * 0.9)).isNearLimit).toBe(true);
  });

  it.each(['plain', 'two\r\nlines', 'a\u0000b', 'tab\t', 'x'.repeat(messageMaxBytes + 1), ' '])(
    'agrees with the backend (%#)',
    (message) => {
      const accepted = checkMessage({ projectId: 'p', agentId: 'assessment', message }).ok;
      expect(checkDraft(message).problem === undefined).toBe(accepted);
    },
  );
});
