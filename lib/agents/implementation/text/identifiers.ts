import { createHash } from 'node:crypto';

const maximumWords = 8;
const maximumCharacters = 56;

/** Words that end no name which was cut. */
const small = new Set('a an and are as at by for from in is of on or the to with'.split(' '));

/** Letters that do not come apart into a base letter and an accent. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** Names that some file system, JavaScript's object model or its grammar keeps for itself. */
const reserved = new Set(
  (
    'con prn aux nul index main types constructor prototype __proto__ hasOwnProperty toString valueOf toJSON then ' +
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof var void while with yield arguments eval undefined NaN Infinity'
  ).split(' '),
);
const device = /^(?:com|lpt)\d$/;

function toWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðłþı]/giu, (letter) => letters[letter.toLowerCase()] ?? letter);
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const kept = words.slice(0, maximumWords);
  while (kept.length > 1 && kept.join('-').length > maximumCharacters) kept.pop();
  while (kept.length > 1 && kept.length < words.length && small.has(kept.at(-1) ?? '')) kept.pop();
  return kept.map((word) => word.slice(0, maximumCharacters));
}

/** Eight hexadecimal digits that stand for a text which has no letter or digit of its own. */
function digest(text: string): string {
  return createHash('sha256').update(text.toWellFormed()).digest('hex').slice(0, 8);
}

function wordsOrStandIn(text: string, standIn: string): string[] {
  const words = toWords(text);
  return words.length > 0 ? words : [standIn, digest(text)];
}

/** A name for files, routes and resources: `a-z`, `0-9` and single hyphens, begins with a letter, reserved nowhere. */
export function toSlug(text: string, standIn: string): string {
  const slug = wordsOrStandIn(text, standIn).join('-');
  return /^\d/.test(slug) || reserved.has(slug) || device.test(slug) ? `${standIn}-${slug}` : slug;
}

/** A JavaScript name such as `claimAmount`. */
export function toCamel(text: string, standIn: string): string {
  const name = wordsOrStandIn(text, standIn).map(capitalizeAfterFirst).join('');
  return /^\d/.test(name) || reserved.has(name) ? `${standIn}${capitalize(name)}` : name;
}

export function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function capitalizeAfterFirst(word: string, index: number): string {
  return index === 0 ? word : capitalize(word);
}

/** Gives each name out once: the second bearer of `claim` is `claim2` or, with a separator, `claim-2`. */
export function createNames(separator = ''): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}${separator}${number}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
