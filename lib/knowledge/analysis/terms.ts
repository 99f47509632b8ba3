import { fold } from './fold.ts';
import { baseOfIrregular } from './irregular-english.ts';
import { lightStem } from './light-stems.ts';
import { stemEnglish } from './stem-english.ts';
import { isStopWord } from './stop-words.ts';
import { wordsOf } from './words.ts';

/** Texts too short to tell their language by are read as this one. */
export const usualLanguage = 'en';

/** What a word of a text is found by, with its place as [start, end) in UTF-16 units. */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Words come again and again: what became of them is kept, so many per language at most. */
const keptStems = 50_000;
const kept = new Map<string, Map<string, string>>();

function stem(folded: string, language: string): string {
  let known = kept.get(language);
  if (!known || known.size >= keptStems) {
    known = new Map();
    kept.set(language, known);
  }
  const found = known.get(folded);
  if (found !== undefined) return found;
  const made = /^\p{N}/u.test(folded)
    ? folded.replaceAll(',', '')
    : (lightStem(folded, language) ?? (language === 'en' ? stemEnglish(baseOfIrregular(folded)) : folded));
  known.set(folded, made);
  return made;
}

/** Longer ones are no words: a key or encoded data, which would fill an index. */
const longestWord = 64;
const joinedWords = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u;

/** The terms of a text in order: folded, without stop words, stemmed by the language (ISO 639-1). */
export function termsOf(text: string, language: string, { isQuestion = false } = {}): Term[] {
  const terms: Term[] = [];
  for (const { text: word, start, end } of wordsOf(text)) {
    if (word.length > longestWord) continue;
    const folded = fold(word);
    if (folded === '' || isStopWord(folded, language, isQuestion)) continue;
    terms.push({ term: stem(folded, language), start, end });
    // `getUserProfile` is found as a whole and by its parts.
    const parts = joinedWords.test(word) ? word.split(joinedWords) : [];
    for (const part of parts) {
      const small = fold(part);
      if (small.length > 1 && !isStopWord(small, language)) terms.push({ term: stem(small, language), start, end });
    }
  }
  return terms;
}

/** The different terms of a question; those that only ask only where there are no others. */
export function questionTerms(question: string, language: string): string[] {
  const asked = termsOf(question, language, { isQuestion: true });
  const terms = asked.length > 0 ? asked : termsOf(question, language);
  return [...new Set(terms.map(({ term }) => term))];
}
