import { isIntention } from '#lib/domain/assessment/practices';
import type { Sentence } from './clauses.ts';
import type { Token } from './lexer.ts';
import type { Mention } from './mention.ts';
import { phraseSet } from './phrase-index.ts';

const exceptions = phraseSet(
  'except|except for|excepting|apart from|aside from|with the exception of|other than|excluding|but not for|but not in|but not on|but not at|but not the|but not every|but not everyone|but not everybody|but not all|but not everywhere'.split(
    '|',
  ),
);

/** An exception that stands further away than this is made from something else. */
export const exceptionReach = 12;

const andBesides = new Set(['that', 'this', 'it', 'these']);

/** The token at which an exception begins within a range, if one does. */
export function findException(tokens: readonly Token[], start: number, end: number): number | undefined {
  for (let index = start; index < end; index += 1) {
    const match = exceptions.matchAt(tokens, index);
    // "Apart from that" goes on to something else.
    if (match && !andBesides.has(tokens[match.end]?.lower ?? '')) return index;
  }
  return undefined;
}

/**
 * "MFA for everybody except the scanners": what is there with an exception is there in part. An exception that is itself
 * a name, "MFA everywhere apart from SAP", says nothing about how much of the rest there is.
 */
export function withExceptions(
  tokens: readonly Token[],
  sentenceOf: (clause: number) => Sentence | undefined,
  mentions: readonly Mention[],
): Mention[] {
  return mentions.map((mention) => {
    const sentence = sentenceOf(mention.clause);
    if (mention.kind !== 'practice' || mention.presence !== 'used' || isIntention(mention.id) || !sentence)
      return mention;
    const at = findException(tokens, mention.end, Math.min(sentence.end, mention.end + exceptionReach));
    if (at === undefined) return mention;
    const isSeparated = tokens.slice(mention.end, at - 1).some((token) => token.lower === ',');
    const isNamed = mentions.some(
      (other) =>
        !other.needsQuestion && other.start > at && other.start - at <= exceptionReach && other.end <= sentence.end,
    );
    return isSeparated || isNamed ? mention : { ...mention, presence: 'partial' };
  });
}
