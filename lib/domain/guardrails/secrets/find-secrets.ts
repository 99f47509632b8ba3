import { findAll, type TextFinding, withoutOverlaps } from '../finding.ts';

interface SecretForm {
  readonly label: string;
  readonly form: RegExp;
}

/** Keys whose form their issuer documents; a group `it` is the secret where the form needs its surroundings. */
const forms: readonly SecretForm[] = [
  { label: 'AWS access key', form: /(?<![A-Z\d])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z\d])/g },
  {
    label: 'AWS secret key',
    form: /aws.{0,20}(?:secret|sk).{0,20}?["'=:\s](?<it>[A-Za-z\d/+]{40})(?![A-Za-z\d/+=])/gi,
  },
  { label: 'GitHub token', form: /(?<!\w)(?:gh[pousr]_[A-Za-z\d]{36,255}|github_pat_\w{60,255})(?!\w)/g },
  { label: 'GitLab token', form: /(?<!\w)glpat-[\w-]{20,}(?![\w-])/g },
  { label: 'Slack token', form: /(?<!\w)xox[abeoprs]-[A-Za-z\d-]{10,250}/g },
  { label: 'Slack webhook', form: /https:\/\/hooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/\w{20,}/g },
  { label: 'Stripe key', form: /(?<!\w)[rs]k_(?:live|test)_[A-Za-z\d]{16,247}(?!\w)/g },
  { label: 'Google API key', form: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { label: 'OpenAI key', form: /(?<![\w-])sk-(?:proj-|svcacct-)?[\w-]{20,}T3BlbkFJ[\w-]{20,}(?![\w-])/g },
  { label: 'Anthropic key', form: /(?<![\w-])sk-ant-[a-z\d]+-[\w-]{80,}(?![\w-])/g },
  { label: 'npm token', form: /(?<!\w)npm_[A-Za-z\d]{36}(?!\w)/g },
  { label: 'SendGrid key', form: /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g },
  { label: 'Twilio key', form: /(?<!\w)SK[\da-f]{32}(?!\w)/g },
  { label: 'Azure storage key', form: /AccountKey=(?<it>[A-Za-z\d/+]{86}==)/g },
  { label: 'JSON web token', form: /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/g },
  {
    label: 'Private key',
    form: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:-----END (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  {
    label: 'Password in an address',
    form: /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@"']{1,100}:(?<it>[^\s:/@"'$<{]{3,100})@/gi,
  },
];

/** A name that says so, a sign of assignment and a value. */
const assignment =
  /(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret|credential|auth)[\w-]{0,20}["']?\s{0,3}(?:=>|:=|[:=])\s{0,3}["'`]?(?<it>[^\s"'`,;(){}<>[\]]{8,200})/gi;

/** Bits a character below which a value is words or a pattern; random Base64 has about 4.5 to 6 by its length, hex 3 to 4. */
const leastEntropy = 3.2;

/** What stands where a value will: references, placeholders, names. */
const placeholder =
  /^(?:\$|%|\{|process\.|os\.|env[.[]|config\.|self\.|this\.|null|none|true|false|undefined|string|example|changeme|change-me|your|my-|xxx|\*{3}|<|arn:|https?:|secretsmanager|resolve:|ref\b|!|-)|(?:example|placeholder|changeme|redacted)|^[a-z]+(?:[._-][a-z]+)*$|^[A-Z]+(?:_[A-Z]+)*$|^[a-z]+(?:[A-Z][a-z]+)*$/;

/** Keys, tokens, passwords and private keys in a text. */
export function findSecrets(text: string): TextFinding[] {
  const named = forms.flatMap(({ label, form }) =>
    findAll(text, form, () => ({ kind: 'secret', label, confidence: 1 })),
  );
  const assigned = findAll(text, assignment, (value) =>
    placeholder.test(value) || !mixes(value) || entropyOf(value) < leastEntropy
      ? undefined
      : { kind: 'secret', label: 'Secret by its name and randomness', confidence: 0.7 },
  );
  return withoutOverlaps([...named, ...assigned]);
}

/** Whether it has characters of two kinds at least. */
function mixes(value: string): boolean {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length >= 2;
}

/** Shannon's entropy of the characters, in bits each. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / value.length;
    return sum - share * Math.log2(share);
  }, 0);
}
