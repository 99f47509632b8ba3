/** Letters that are no base letter with a mark, and how they are written without them. */
const plainOf: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
const special = new RegExp(`[${Object.keys(plainOf).join('')}]`, 'gu');
const ascii = /^[\u0000-\u007f]*$/;

/** A word as it is compared: small letters, without marks, wide and ligature forms as plain ones. */
export function fold(word: string): string {
  const small = word.toLowerCase();
  if (ascii.test(small)) return small;
  return small
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(special, (letter) => plainOf[letter] ?? letter);
}
