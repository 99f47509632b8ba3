import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { CredentialStore } from './credentials.ts';
import { ADMINISTRATOR } from './principal.ts';
import { Store } from './store.ts';

const store = () => new CredentialStore(new Store(new DatabaseSync(':memory:')));
const HOUR = 3_600_000;

test('temporary credentials are found by key and token, however often', () => {
  const credentials = store();
  const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(ADMINISTRATOR, HOUR);
  for (let times = 0; times < 2; times += 1) {
    const known = credentials.find(accessKeyId, sessionToken);
    expect(known).toMatchObject({ secretAccessKey, expiresAt: HOUR, principal: ADMINISTRATOR });
  }
});

test('a token that was found does not stand for another key, nor does a changed one', () => {
  const credentials = store();
  const [one, other] = [credentials.issue(ADMINISTRATOR, HOUR), credentials.issue(ADMINISTRATOR, 2 * HOUR)];
  credentials.find(one.accessKeyId, one.sessionToken);
  expect(credentials.find(other.accessKeyId, one.sessionToken)).toBeUndefined();
  expect(credentials.find(one.accessKeyId, other.sessionToken)).toBeUndefined();
  expect(credentials.find(one.accessKeyId, `${one.sessionToken.slice(0, -2)}AA`)).toBeUndefined();
  expect(credentials.find(one.accessKeyId, undefined)).toBeUndefined();
});

test('what another data folder issued is unknown', () => {
  const { accessKeyId, sessionToken } = store().issue(ADMINISTRATOR, HOUR);
  expect(store().find(accessKeyId, sessionToken)).toBeUndefined();
});
