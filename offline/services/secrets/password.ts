import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const flag = z.union([z.boolean(), z.stringbool()]).default(false);

/** What a generated password is made of, as `GetRandomPassword` and templates say it. */
export const PasswordRules = z.object({
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().max(4096).default(''),
  ExcludeNumbers: flag,
  ExcludePunctuation: flag,
  ExcludeUppercase: flag,
  ExcludeLowercase: flag,
  IncludeSpace: flag,
  RequireEachIncludedType: z.union([z.boolean(), z.stringbool()]).default(true),
});
export type PasswordRules = z.infer<typeof PasswordRules>;

/** A random password by these rules. @throws ServiceError InvalidParameterException where they leave nothing. */
export function randomPassword(rules: PasswordRules): string {
  const wanted = [
    ...(rules.ExcludeUppercase ? [] : [UPPER]),
    ...(rules.ExcludeLowercase ? [] : [LOWER]),
    ...(rules.ExcludeNumbers ? [] : [DIGITS]),
    ...(rules.ExcludePunctuation ? [] : [PUNCTUATION]),
    ...(rules.IncludeSpace ? [' '] : []),
  ];
  const kinds = wanted
    .map((kind) => Array.from(kind).filter((letter) => !rules.ExcludeCharacters.includes(letter)))
    .filter((kind) => kind.length > 0);
  const required = rules.RequireEachIncludedType ? kinds : [];
  if (kinds.length === 0 || required.length > rules.PasswordLength) {
    throw new ServiceError('InvalidParameterException', 'The password length and exclusions leave no password.');
  }
  const pick = (letters: readonly string[]) => letters[randomInt(letters.length)] ?? '';
  const letters = required.map(pick);
  while (letters.length < rules.PasswordLength) letters.push(pick(kinds.flat()));
  for (let index = letters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [letters[index], letters[other]] = [letters[other] ?? '', letters[index] ?? ''];
  }
  return letters.join('');
}
