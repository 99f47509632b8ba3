import { holdsLuhn } from '../checksums.ts';
import { type Detector, findAll } from '../finding.ts';

const form = /(?<![\d.,-])\d(?:[ -]?\d){11,18}(?![\d])(?!\.\d)/g;

/** Issuers by their first digits and lengths, ISO/IEC 7812; without one, a run of digits may be anything. */
const issuers: readonly { readonly first: RegExp; readonly lengths: readonly number[] }[] = [
  { first: /^4/, lengths: [13, 16, 19] },
  { first: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { first: /^3[47]/, lengths: [15] },
  { first: /^3(?:0[0-5]|095|6|8|9)/, lengths: [14, 16, 19] },
  { first: /^(?:6011|64[4-9]|65)/, lengths: [16, 19] },
  { first: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { first: /^(?:2131|1800)/, lengths: [15] },
  { first: /^(?:5018|5020|5038|5893|6304|6759|676[1-3]|0604|50|5[6-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
];

const wordsBefore = /\b(?:card|credit|debit|visa|mastercard|amex|jcb|cc|karte|kreditkarte|carte)\b[^\d]{0,24}$/i;

/** Payment cards: Luhn's check, and an issuer's first digits and length or a word before them that says so. */
export const findCards: Detector = (text) =>
  findAll(text, form, (found, { start }) => {
    const digits = found.replaceAll(/\D/g, '');
    const isIssued = issuers.some(({ first, lengths }) => first.test(digits) && lengths.includes(digits.length));
    const isSaid = wordsBefore.test(text.slice(Math.max(0, start - 40), start));
    if (!(isIssued || isSaid) || !holdsLuhn(digits) || /^(\d)\1+$/.test(digits)) return undefined;
    return { kind: 'card', label: 'Payment card', confidence: digits.length >= 15 ? 1 : 0.9 };
  });
