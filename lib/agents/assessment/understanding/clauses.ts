import type { Token } from './lexer.ts';

/** A part of a sentence that one negation or one verb governs. Token indexes, `end` exclusive. */
export type Clause = { start: number; end: number; sentence: number };

export type Sentence = { start: number; end: number; isQuestion: boolean };

const abbreviations = new Set([
  'approx',
  'ca',
  'incl',
  'vs',
  'etc',
  'mr',
  'mrs',
  'dr',
  'st',
  'inc',
  'ltd',
  'corp',
  'est',
  'max',
  'min',
  'resp',
]);
const interrogatives = new Set(
  'what how why who whom whose when where which can could do does did is are should would will may shall am was were'.split(
    ' ',
  ),
);
const sentenceEnds = new Set(['.', '!', '?', ';', '\n', '•', '。', '！', '？']);
const clauseSymbols = new Set([':', '(', ')', '—', '–', '-', '"']);
const contrasts = new Set(
  'but aber mais however although though whereas while except because unless otherwise'.split(' '),
);
const afterComma = new Set(
  (
    'we i they it our he she there you that this everything everyone nobody some most the no not never nothing just only ' +
    'instead mostly mainly currently now today plus also then use using have has had is are was planning plan planned will going ' +
    "yes yeah don't doesn't haven't hasn't isn't neither without but rest another one where which who maybe loads lots"
  ).split(' '),
);
const afterAnd = new Set(
  "we i they it our there use uses have has no not don't doesn't nobody some most do are is will never instead then he she the".split(
    ' ',
  ),
);

/** Longer ones nobody says; cutting them there keeps the time to read any text in proportion to its length. */
const maximumSentenceTokens = 300;
const maximumClauseTokens = 60;

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (token === undefined || !sentenceEnds.has(token.lower)) return false;
  if (token.lower !== '.') return true;
  if (next !== undefined && next.start === token.end) return false;
  const previous = tokens[index - 1];
  if (previous?.kind !== 'word') return true;
  return !abbreviations.has(previous.lower) && (previous.lower.length > 1 || next === undefined);
}

/** `Data lake? No.` is a statement, `What is a data lake?` is a question. */
function isEcho(tokens: readonly Token[], start: number, end: number): boolean {
  return end - start <= 5 && end < tokens.length - 1 && !interrogatives.has(tokens[start]?.lower ?? '');
}

export function splitSentences(tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    if (index - start >= maximumSentenceTokens) {
      sentences.push({ start, end: index, isQuestion: false });
      start = index;
    }
    if (!endsSentence(tokens, index)) continue;
    const isMark = tokens[index]?.lower === '?' || tokens[index]?.lower === '？';
    if (isMark && isEcho(tokens, start, index)) continue;
    if (index > start) sentences.push({ start, end: index, isQuestion: isMark });
    start = index + 1;
  }
  if (start < tokens.length) sentences.push({ start, end: tokens.length, isQuestion: false });
  return sentences;
}

const verdicts = new Set(['yes', 'no', 'none', 'partly', 'planned']);

/** A hyphen inside a word or between numbers joins; one with space around it divides. */
function dividesAt(tokens: readonly Token[], index: number): boolean {
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined) return false;
  if (token.lower === ',') {
    // "MFA: no, SSO: yes"
    const isVerdict = verdicts.has(previous?.lower ?? '') && [':', '?'].includes(tokens[index - 2]?.lower ?? '');
    return isVerdict || (next !== undefined && afterComma.has(next.lower));
  }
  if (token.lower === '-' || token.lower === '–' || token.lower === '—') {
    return !(previous?.kind === 'number' && next?.kind === 'number') && previous?.end !== token.start;
  }
  if (token.lower === '?') return true;
  return clauseSymbols.has(token.lower);
}

function beginsClause(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.kind !== 'word') return false;
  if (contrasts.has(token.lower)) return true;
  return (token.lower === 'and' || token.lower === 'so') && afterAnd.has(tokens[index + 1]?.lower ?? '');
}

/** Splits each sentence where a new verb, a contrast or an aside begins. */
export function splitClauses(tokens: readonly Token[], sentences: readonly Sentence[]): Clause[] {
  const clauses: Clause[] = [];
  sentences.forEach((sentence, number) => {
    let start = sentence.start;
    const close = (end: number) => {
      if (end > start) clauses.push({ start, end, sentence: number });
    };
    for (let index = sentence.start; index < sentence.end; index += 1) {
      if (dividesAt(tokens, index)) {
        close(index);
        start = index + 1;
      } else if (index > start && (index - start >= maximumClauseTokens || beginsClause(tokens, index))) {
        close(index);
        start = index;
      }
    }
    close(sentence.end);
  });
  return clauses;
}
