import { expect, it } from 'vitest';
import { maskLogValue } from './mask-log.ts';

it('a log entry tells nothing about people and no secret, and keeps what it is traced by', () => {
  const entry = {
    message: 'Answer of ann@x.org: call +49 30 12345678, password="x9$Lq2!vRt7z"',
    correlationId: '219-09-9999',
    timestamp: '2026-11-21T08:00:00.000Z',
    size: 4_111_111_111_111_111,
    error: { message: 'No card 4111 1111 1111 1111' },
  };
  expect(JSON.parse(JSON.stringify(entry, maskLogValue))).toEqual({
    ...entry,
    message: 'Answer of [email 1]: call [phone 1], password="[secret 1]"',
    error: { message: 'No card [card 1]' },
  });
});
