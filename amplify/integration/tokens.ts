import { createSign, generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { administrator, type Person, personOf } from './people.ts';

const record = z.record(z.string(), z.unknown());
const decoded = (part: string | undefined) =>
  record.parse(JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8')));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a token, unverified. */
export const claimsOf = (token: string): Record<string, unknown> => decoded(token.split('.')[1]);

/** Moves the clock of the whole backend to so many milliseconds off the real time. */
export async function moveClock(offsetMs: number): Promise<void> {
  const body = JSON.stringify({ offsetMs });
  const response = await fetch(`${administrator.endpoint}/_offline/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (!response.ok) throw new Error(`The clock was not moved: ${response.status} ${await response.text()}`);
}

/** A token that was good two hours ago. */
async function expired(email: string): Promise<string> {
  await moveClock(-2 * 60 * 60 * 1000);
  try {
    return (await personOf(email)).accessToken;
  } finally {
    await moveClock(0);
  }
}

/** Tokens that are not (or no longer) good, by what is wrong with them; each claims to be an administrator's. */
export async function brokenTokens(good: Person): Promise<ReadonlyMap<string, string>> {
  const [header, , signature = ''] = good.accessToken.split('.');
  const claims = { ...claimsOf(good.accessToken), 'cognito:groups': ['admin'], org_read: 'demo', org_manage: 'demo' };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signedBy = (head: unknown) => {
    const text = `${encoded(head)}.${encoded(claims)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  };
  return new Map([
    ['an expired token', await expired(good.email)],
    ['a token with other claims', `${header ?? ''}.${encoded(claims)}.${signature}`],
    ['a token signed by a stranger', signedBy(decoded(header))],
    ['a token of an unknown key', signedBy({ alg: 'RS256', kid: 'stranger' })],
    ['a token of the algorithm none', `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['a token that is no token', 'not-a-token'],
  ]);
}
