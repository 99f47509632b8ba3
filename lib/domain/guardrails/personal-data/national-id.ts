import { holdsLuhn, holdsMod11And10, holdsVerhoeff, weightedSum } from '../checksums.ts';
import { type Detector, findAll } from '../finding.ts';

interface NationalId {
  readonly label: string;
  readonly form: RegExp;
  readonly holds: (found: string) => boolean;
  /** Words one of which stands before it; where absent, form and check alone are telling. */
  readonly said?: RegExp;
}

const compact = (found: string) => found.replaceAll(/[\s.\-/]/g, '').toUpperCase();
const wordsWithin = 60;

/** Numbers by which states know people, each with its form and its check where it has one. */
const nationalIds: readonly NationalId[] = [
  {
    label: 'US social security number',
    form: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g,
    // Since 2011 numbers are given at random, but never these.
    holds: (found) => !/^(?:000|666)|-00-|-0000$/.test(found),
  },
  {
    label: 'US social security number',
    form: /(?<![\d-])\d{9}(?![\d-])/g,
    holds: (found) => !/^(?:000|666)|^...00|0000$/.test(found),
    said: /\b(?:ssn|social security)\b/i,
  },
  {
    label: 'UK national insurance number',
    form: /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g,
    holds: (found) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(found),
  },
  {
    label: 'German tax number',
    form: /(?<!\d)[1-9]\d(?: ?\d{3}){3}(?!\d)/g,
    holds: (found) => holdsMod11And10(found),
    said: /\b(?:steuer-?id|idnr|steuerliche identifikationsnummer|identifikationsnummer|tax id)\b/i,
  },
  {
    label: 'French social security number',
    form: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    holds: (found) => {
      const id = compact(found).replace('2A', '19').replace('2B', '18');
      return 97 - Number(BigInt(id.slice(0, 13)) % 97n) === Number(id.slice(13));
    },
  },
  {
    label: 'Spanish identity number',
    form: /(?<![\w-])[XYZ\d]-?\d{7}-?[A-Z](?![\w-])/g,
    holds: (found) => {
      const id = compact(found).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
      return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(id.slice(0, 8)) % 23) === id.at(-1);
    },
  },
  {
    label: 'Italian tax code',
    form: /\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b/gi,
    holds: (found) => holdsItalianCheck(found.toUpperCase()),
  },
  {
    label: 'Dutch citizen service number',
    form: /(?<!\d)\d{9}(?!\d)/g,
    holds: (found) => weightedSum(found, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    said: /\b(?:bsn|burgerservicenummer|sofinummer)\b/i,
  },
  {
    label: 'Swedish personal number',
    form: /(?<!\d)(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?!\d)/g,
    holds: (found) => holdsLuhn(compact(found).slice(-10)),
  },
  {
    label: 'Polish PESEL',
    form: /(?<!\d)\d{11}(?!\d)/g,
    holds: (found) => weightedSum(found, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    said: /\bpesel\b/i,
  },
  {
    label: 'Brazilian CPF',
    form: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g,
    holds: (found) => holdsCpf(compact(found)),
  },
  {
    label: 'Indian Aadhaar number',
    form: /(?<!\d)[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?!\d)/g,
    holds: (found) => holdsVerhoeff(found),
  },
  {
    label: 'Canadian social insurance number',
    form: /(?<!\d)\d{3}[ -]\d{3}[ -]\d{3}(?!\d)/g,
    holds: (found) => holdsLuhn(found),
    said: /\b(?:sin|social insurance)\b/i,
  },
];

/** National identity, tax and insurance numbers. */
export const findNationalIds: Detector = (text) =>
  nationalIds.flatMap(({ label, form, holds, said }) =>
    findAll(text, form, (found, { start }) => {
      if (!holds(found)) return undefined;
      if (said && !said.test(text.slice(Math.max(0, start - wordsWithin), start))) return undefined;
      return { kind: 'national_id', label, confidence: 0.95 };
    }),
  );

function holdsCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, index) => length + 1 - index);
    return ((weightedSum(digits.slice(0, length), weights) * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

/** Values of the characters at odd places, of the decree of 23 December 1976. */
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function holdsItalianCheck(code: string): boolean {
  const valueOf = (character: string) => (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65);
  const sum = Array.from(code.slice(0, 15)).reduce((total, character, index) => {
    const value = valueOf(character);
    return total + (index % 2 === 0 ? (oddValues[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}
