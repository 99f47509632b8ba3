// S3's answers, read without a parser: the page may make no documents of text. Pure.

/** The insides of all elements of a name, in order. None of S3's lists nests an element in its like. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1] ?? '');

/** The text of the first element of a name; empty where there is none. */
export const textOf = (xml: string, name: string): string => unescaped(elements(xml, name)[0] ?? '');

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (NAMED.get(name ?? '') ?? whole) : String.fromCodePoint(Number(decimal));
  });
