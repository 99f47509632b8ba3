import { invalid } from '../errors.ts';
import { type Filter, Reader } from './reader.ts';

const NOTHING = { select: () => undefined, extracted: {} };

type Test = (text: string) => boolean;

/**
 * Terms of plain text: all of them, none of `-these`, one of `?those`. A term is found inside longer words, too.
 * Beside other terms the optional ones count for nothing, as AWS documents.
 */
export function compileTerms(pattern: string): Filter {
  const reader = new Reader(pattern);
  const [needed, excluded, optional]: [Test[], Test[], Test[]] = [[], [], []];
  while (!reader.isAtEnd) {
    const place = reader.accept('-') ? excluded : reader.accept('?') ? optional : needed;
    place.push(readTerm(reader));
  }
  const anyOf = needed.length === 0 && excluded.length === 0 ? optional : [];
  return (text) => {
    const matches =
      needed.every((test) => test(text)) &&
      !excluded.some((test) => test(text)) &&
      (anyOf.length === 0 || anyOf.some((test) => test(text)));
    return matches ? NOTHING : undefined;
  };
}

function readTerm(reader: Reader): Test {
  const phrase = reader.quoted();
  if (phrase !== undefined) return (text) => text.includes(phrase);
  const regex = reader.regex();
  if (regex) return (text) => regex.test(text);
  const word = reader.take(/\S+/y) ?? '';
  const wrong = /[^\p{L}\p{N}_]+/u.exec(word);
  if (word === '' || wrong) throw invalid(`Invalid character(s) in term '${wrong?.[0] ?? ''}'`);
  return (text) => text.includes(word);
}
