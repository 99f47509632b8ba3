import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import type { CognitoState } from './state.ts';

export type Mail = {
  /** An e-mail address or a phone number. */
  to: string;
  medium: 'EMAIL' | 'SMS';
  subject: string;
  body: string;
  /** The code or temporary password that it carries. */
  code: string;
};

const MOST_KEPT = 2000;

/** Puts a message where a person and a test can read it; the oldest of more than 2,000 go. */
export function sendMail({ store, context }: CognitoState, { to, medium, subject, body, code }: Mail): void {
  const { lastInsertRowid } = store.run(
    'INSERT INTO mails (recipient, recipient_key, medium, subject, body, code, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    to,
    to.toLowerCase(),
    medium,
    subject,
    body,
    code,
    context.clock.now(),
  );
  store.run('DELETE FROM mails WHERE id <= ?', lastInsertRowid - MOST_KEPT);
}

/** `GET /_offline/mailbox?to=ADDRESS`: its messages, newest first; without `to` the newest hundred of all. */
export function readMailbox({ store }: CognitoState, { query, method }: OfflineRequest): OfflineResponse {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } };
  const to = query.get('to');
  const rows =
    to === null
      ? store.all('SELECT * FROM mails ORDER BY id DESC LIMIT 100')
      : store.all('SELECT * FROM mails WHERE recipient_key = ? ORDER BY id DESC LIMIT 100', to.toLowerCase());
  const mails = rows.map((row) => ({
    to: row.recipient,
    medium: row.medium,
    subject: row.subject,
    body: row.body,
    code: row.code,
    sentAt: new Date(Number(row.sent_at)).toISOString(),
  }));
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(mails) };
}
