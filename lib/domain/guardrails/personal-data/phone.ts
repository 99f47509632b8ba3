import { type Detector, findAll, type TextFinding } from '../finding.ts';

const extension = String.raw`(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?`;
/** `+` or `00` and a country, groups of digits with usual separators, one group may stand in brackets. */
const international = new RegExp(
  String.raw`(?<![\w+])(?:\+|(?<!\d[ ./-])00)\d{1,3}(?:[ .\-/]?\(?\d{1,5}\)?){2,6}${extension}(?![\w])`,
  'g',
);
/** As written within a country: an area code in brackets, or several groups. */
const national = new RegExp(
  String.raw`(?<![\w.:+$€£/-]|\d,)\(?\d{1,5}\)?(?:[ .\-/]\(?\d{2,8}\)?){1,5}${extension}(?![\w%])(?!\.\d)(?!-\d)`,
  'g',
);
/** Digits without any groups: only a word beside it says that it is a telephone's. */
const plain = new RegExp(String.raw`(?<![\w.:+$€£/-]|\d,)\d{7,12}${extension}(?![\w%])(?!\.\d)`, 'g');

const wordsBefore =
  /(?:phone|telephone|telefon|tel|fax|mobile|mobil|handy|cell|desk|office|call|dial|ring|reach|sms|text|whatsapp|contact|hotline|(?:my|his|her|our|their) number is|registered|messages? (?:to|at|on|from))\b[^\d\n]{0,24}\n?[^\d\n]{0,8}$/i;
const wordsAfter = /^\s{0,3}(?:\(?(?:office|fax|mobile|cell|home|work|tel|phone|direct|desk)\b)/i;
const isDate = /^(?:\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d{4}|\d{2}))$/;
const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const isAmount = /^\d{1,3}(?:[ .]\d{3})+$/;
/** ZIP+4, and years from to. */
const isOther = /^(?:\d{5}-\d{4}|(?:19|20)\d{2}[ /-](?:19|20)\d{2})$/;

/** Telephone and fax numbers: by their form, else by the words around them. */
export const findPhones: Detector = (text) => [
  ...findAll(text, international, (found) => (hasDigits(found, 8, 15) ? phone(0.9) : undefined)),
  ...findAll(text, national, (found, place) => {
    const isSaid = isSaidToBe(text, place);
    if (!hasDigits(found, 7, 13) || isDate.test(found) || isAddress.test(found) || isOther.test(found))
      return undefined;
    if (isSaid) return phone(0.8);
    return isTelling(found) && !isAmount.test(found) ? phone(0.6) : undefined;
  }),
  ...findAll(text, plain, (_, place) => (isSaidToBe(text, place) ? phone(0.7) : undefined)),
];

const phone = (confidence: number): Omit<TextFinding, 'start' | 'end'> => ({
  kind: 'phone',
  label: 'Telephone number',
  confidence,
});

function hasDigits(found: string, least: number, most: number): boolean {
  const { length } = found.replace(/(?:x|ext).*$/i, '').replaceAll(/\D/g, '');
  return length >= least && length <= most;
}

/** Forms that hardly anything else has: an area code in brackets or with its zero, and groups of three, three and four. */
function isTelling(found: string): boolean {
  return (
    /^\(\d{2,5}\)[ -]/.test(found) ||
    /^0\d{2,4}[ /-]\d/.test(found) ||
    /^\d{3}[-. ]\d{3}[-. ]\d{4}/.test(found) ||
    /^0\d(?:[ .-]\d{2}){4}$/.test(found)
  );
}

function isSaidToBe(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return wordsBefore.test(text.slice(Math.max(0, start - 48), start)) || wordsAfter.test(text.slice(end, end + 24));
}
