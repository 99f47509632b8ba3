import type { Fact } from '#lib/domain/assessment/facts';
import type { Token } from './lexer.ts';
import { phraseSet } from './phrase-index.ts';
import { skipFillers } from './polarity.ts';
import type { Reading } from './read-text.ts';

const maximumItems = 4;
const maximumItemCharacters = 80;

const chatter = new Set(
  (
    'a an the and or is it this that was so very really just today nice weather lol haha hehe ok okay hi hello hey thanks thank you ' +
    'cool great good fine hmm hm well yes no maybe sure coffee lunch how are i am we me my too also what bye test testing asdf foo bar ' +
    'blah bla x y z not nothing none never to be of'
  ).split(' '),
);

const leads = phraseSet(
  "we want to|we would like to|we want|we hope to|i want to|our goal is|our goal is to|the goal is to|the goal is|to|mostly|mainly|maybe|it is|it's|that is|that would be|and|or|also|the|our|a|an|first|second|third|then|probably|for example|e.g.|such as|like|i would say|i'd say|we".split(
    '|',
  ),
);

function isSubstantive(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.kind === 'word' && token.lower.length > 2 && !chatter.has(token.lower));
}

function trimLead(tokens: readonly Token[], start: number, end: number): number {
  let index = skipFillers(tokens, start, end);
  for (let lead = leads.matchAt(tokens, index); lead && lead.end < end; lead = leads.matchAt(tokens, index))
    index = lead.end;
  return index;
}

/** Bounds a text to a number of characters, at a word where it can, without cutting a character in two. */
export function shorten(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const cut = text
    .slice(0, maximum - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > maximum / 2 ? cut.slice(0, space) : cut}…`;
}

/**
 * The things that a text lists, in the person's own words: one per part between commas, at most four.
 * @param isFree whether a sentence may be used: not a question, not told to another question
 */
export function findItems(reading: Reading, isFree: (clause: number) => boolean): Fact[] {
  const items: Fact[] = [];
  reading.clauses.forEach((clause, number) => {
    if (!isFree(number) || items.length >= maximumItems) return;
    let start = clause.start;
    for (let index = clause.start; index <= clause.end && items.length < maximumItems; index += 1) {
      const token = reading.tokens[index];
      const isBreak =
        index === clause.end ||
        token?.lower === ',' ||
        token?.lower === '/' ||
        (token?.lower === 'and' && index > start);
      if (!isBreak) continue;
      const from = trimLead(reading.tokens, start, index);
      const part = reading.tokens.slice(from, index);
      const [first, last] = [part[0], part.at(-1)];
      if (first && last && isSubstantive(part)) {
        items.push({
          kind: 'item',
          text: shorten(reading.text.slice(first.start, last.end).replaceAll('\n', ' '), maximumItemCharacters),
        });
      }
      start = index + 1;
    }
  });
  return items;
}
