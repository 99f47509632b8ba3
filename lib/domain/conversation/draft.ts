import { hasControlCharacters, messageMaxBytes, utf8Bytes } from './message.ts';

export type DraftProblem = 'blank' | 'tooLong' | 'unprintable';

/** What keeps a text from being sent as it stands; undefined where nothing does. `bytes` of UTF-8 count. */
export function checkDraft(text: string): { problem: DraftProblem | undefined; bytes: number; isNearLimit: boolean } {
  const message = text.replaceAll('\r\n', '\n');
  const bytes = utf8Bytes(message);
  return { problem: problemOf(message, bytes), bytes, isNearLimit: bytes > messageMaxBytes * 0.8 };
}

function problemOf(message: string, bytes: number): DraftProblem | undefined {
  if (message.trim() === '') return 'blank';
  if (bytes > messageMaxBytes) return 'tooLong';
  return hasControlCharacters(message) ? 'unprintable' : undefined;
}
