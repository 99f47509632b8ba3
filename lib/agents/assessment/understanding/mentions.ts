import { isIntention, practices } from '#lib/domain/assessment/practices';
import { isEverydayWord, products } from '#lib/domain/assessment/products';
import type { Clause, Sentence } from './clauses.ts';
import { withExceptions } from './exceptions.ts';
import { type Token, tokenize } from './lexer.ts';
import type { Mention } from './mention.ts';
import { PhraseIndex, phraseSet } from './phrase-index.ts';
import { findCues, readPresence } from './presence.ts';

type Entry = { kind: 'product' | 'practice'; id: string };

const catalogue = new PhraseIndex<Entry>();
const nearWords = new Map<string, ReadonlySet<string>>();

for (const product of products) {
  const entry: Entry = { kind: 'product', id: product.id };
  for (const alias of product.aliases) catalogue.add(alias, entry);
}
for (const practice of practices) {
  const entry: Entry = { kind: 'practice', id: practice.id };
  for (const alias of practice.aliases) catalogue.add(alias, entry);
  if (practice.near.length > 0) {
    nearWords.set(practice.id, new Set(practice.near.flatMap((word) => tokenize(word).map((token) => token.norm))));
  }
}

/** What others have says nothing about the organization. */
const aboutOthers = phraseSet(
  'competitor|competition|previous company|last company|previous employer|last job|previous job|other company|other hospital|other bank|friend of mine|my friend|i read about|i heard about'.split(
    '|',
  ),
);

function isCapitalized(text: string, token: Token | undefined): boolean {
  return token !== undefined && /\p{Lu}/u.test(text.charAt(token.start));
}

const buildingBefore = new Set(['each', 'every', 'per']);
const buildingBehind = new Set('staff scanner worker manager floor people team site worker employee'.split(' '));

/** "Our warehouses", "each warehouse", "the warehouse staff": bare, the word is a building there. */
function isBuilding(tokens: readonly Token[], { start, end }: { start: number; end: number }): boolean {
  const word = tokens[start];
  if (end - start > 1 || word?.norm !== 'warehouse') return false;
  return (
    word.lower === 'warehouses' ||
    buildingBefore.has(tokens[start - 1]?.lower ?? '') ||
    buildingBehind.has(tokens[end]?.norm ?? '')
  );
}

function accepts(entry: Entry, text: string, tokens: readonly Token[], match: { start: number; end: number }): boolean {
  if (entry.id === 'data-warehouse' && isBuilding(tokens, match)) return false;
  if (entry.kind === 'practice' || match.end - match.start > 1 || !isEverydayWord(entry.id)) return true;
  const isFirst = match.start === 0 || tokens[match.start - 1]?.kind === 'symbol';
  return (
    isCapitalized(text, tokens[match.start]) &&
    (!isFirst || isCapitalized(text, tokens[match.start + 1]) || tokens.length < 4)
  );
}

/** Everything of the catalogues that a text names, each with how things stand with it. */
export function findMentions(
  text: string,
  tokens: readonly Token[],
  sentences: readonly Sentence[],
  clauses: readonly Clause[],
): Mention[] {
  const matches = catalogue.findAll(tokens);
  const named = new Uint8Array(tokens.length);
  for (const match of matches) named.fill(1, match.start, match.end);
  const mentions: Mention[] = [];
  let next = 0;
  clauses.forEach((clause, clauseIndex) => {
    const sentence = sentences[clause.sentence];
    const own: (typeof matches)[number][] = [];
    while (next < matches.length && (matches[next]?.start ?? 0) < clause.end) {
      const match = matches[next];
      if (match && match.start >= clause.start) own.push(match);
      next += 1;
    }
    if (own.length === 0 || sentence === undefined || sentence.isQuestion || isAboutOthers(tokens, sentence, clause))
      return;
    const words = new Set(tokens.slice(sentence.start, sentence.end).map((token) => token.norm));
    const cues = findCues(tokens, clause, (index) => named[index] === 1);
    own.forEach((match, position) => {
      const lastStart = own.at(-1)?.start ?? match.start;
      const place = {
        start: match.start,
        end: match.end,
        hasLaterMention: (from: number) => lastStart >= from && position < own.length - 1,
      };
      const presence = readPresence(tokens, clause, place, cues);
      for (const entry of match.values) {
        if (!accepts(entry, text, tokens, match)) continue;
        const near = entry.kind === 'practice' ? nearWords.get(entry.id) : undefined;
        const needsQuestion = near !== undefined && !near.values().some((word) => words.has(word));
        const isWish = presence === 'planned' && entry.kind === 'practice' && isIntention(entry.id);
        mentions.push({
          ...entry,
          presence: isWish ? 'used' : presence,
          start: match.start,
          end: match.end,
          clause: clauseIndex,
          needsQuestion,
        });
      }
    });
  });
  const sentenceOf = (clause: number) => sentences[clauses[clause]?.sentence ?? -1];
  return withExceptions(tokens, sentenceOf, withEllipses(tokens, clauses, mentions));
}

const ourselves = new Set(['we', 'our', 'us', 'i', 'my', "we've", "we're"]);

/** Whether the subject of a clause is somebody else: named in it or before it in the sentence, with no "we" since. */
function isAboutOthers(tokens: readonly Token[], sentence: Sentence, clause: Clause): boolean {
  let isOther = false;
  for (let index = sentence.start; index < clause.end; index += 1) {
    if (aboutOthers.matchAt(tokens, index)) isOther = true;
    else if (isOther && ourselves.has(tokens[index]?.lower ?? '')) isOther = false;
  }
  return isOther;
}

const bareNo = new Set(['no', 'none', 'nope', 'never', 'nein', 'negative', 'not']);
const plannedWords = phraseSet('planned|plan|planning|coming|on the roadmap|next year|roadmap|soon'.split('|'));

/** "Kafka: no" negates Kafka; "no data lake yet, but one is planned" plans it. */
function withEllipses(tokens: readonly Token[], clauses: readonly Clause[], mentions: readonly Mention[]): Mention[] {
  const withMention = new Set(mentions.map((mention) => mention.clause));
  return mentions.map((mention) => {
    const clause = clauses[mention.clause];
    const next = clauses[mention.clause + 1];
    if (!clause || !next || next.sentence !== clause.sentence || withMention.has(mention.clause + 1)) return mention;
    const divider = tokens[clause.end]?.lower ?? '';
    const isBareNo = bareNo.has(tokens[next.start]?.lower ?? '') && next.end - next.start <= 2;
    if (isBareNo && [':', '?', '-', '–', '—', '('].includes(divider)) return { ...mention, presence: 'absent' };
    if (mention.presence !== 'absent') return mention;
    for (let index = next.start; index < next.end; index += 1) {
      const isNegated = bareNo.has(tokens[index - 1]?.lower ?? '');
      if (plannedWords.matchAt(tokens, index) && !isNegated) return { ...mention, presence: 'planned' };
    }
    return mention;
  });
}
