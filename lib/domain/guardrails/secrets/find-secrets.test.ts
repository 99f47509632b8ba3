import { describe, expect, it } from 'vitest';
import { entropyOf, findSecrets } from './find-secrets.ts';

const found = (text: string) => findSecrets(text).map(({ label, start, end }) => [label, text.slice(start, end)]);
// In pieces, so that no scanner takes the test for a leak.
const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
const token = ['ghp', '_', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('');

describe('secrets', () => {
  it('are known by their form', () => {
    expect(found(`key ${key}, token ${token}`)).toEqual([
      ['AWS access key', key],
      ['GitHub token', token],
    ]);
    expect(found('postgres://app:hunter2secret@db.internal/claims')).toEqual([
      ['Password in an address', 'hunter2secret'],
    ]);
    const pem = ['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEow\n-----END RSA ', 'PRIVATE KEY-----'].join('');
    expect(found(`before ${pem} after`)).toEqual([['Private key', pem]]);
  });

  it('are known by their name and their randomness', () => {
    expect(found('DB_PASSWORD="x9$Lq2!vRt7z"')).toEqual([['Secret by its name and randomness', 'x9$Lq2!vRt7z']]);
  });

  it.each([
    'password: process.env.DB_PASSWORD',
    'apiKey = "your-api-key-here"',
    'token: string;',
    'secret: ${SecretsManagerSecret}',
    'passwordPolicy: { minimumLength: 12 }',
    'clientSecret: changeme123',
    'postgres://app:${password}@db/claims',
  ])('are not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

it('entropy is in bits a character', () => {
  expect([entropyOf('aaaa'), entropyOf('abab'), entropyOf('abcd')]).toEqual([0, 1, 2]);
});
