import { questionBank } from '#lib/domain/assessment/question-bank';
import type { DocumentOffer } from '#lib/domain/assessment/state';
import { placeOf } from '#lib/domain/knowledge/place';
import { positionOf } from '#lib/knowledge/index/highlight';
import type { IndexedChunk, SearchIndex } from '#lib/knowledge/index/search-index';
import { type Assignment, assignAnswers } from './understanding/assign.ts';
import type { toCalendarDay } from './understanding/calendar.ts';
import { shorten } from './understanding/items.ts';
import { readText } from './understanding/read-text.ts';

/** A question's own words are many: a passage needs fewer of them than an answer to a searcher's question. */
const leastCoverage = 0.2;
const passagesPerQuestion = 5;
const quoteCharacters = 240;

/**
 * What the documents of an index say to the questions of the interview: for each question the best passages are looked
 * up and read as if the person had said them; the first that plainly answers it is offered. One offer a question, each
 * with the place of the words that it rests on. Nothing is offered that reads like an instruction or a doubt.
 */
export function readDocuments(index: SearchIndex, today: ReturnType<typeof toCalendarDay>): DocumentOffer[] {
  const readings = new Map<string, Assignment[]>();
  const read = (chunk: IndexedChunk) => {
    const known = readings.get(chunk.id) ?? assignAnswers(readText(chunk.text, today), undefined);
    readings.set(chunk.id, known);
    return known;
  };
  return questionBank.flatMap((question): DocumentOffer[] => {
    const candidates = index.find(`${question.title} ${question.text}`, passagesPerQuestion);
    for (const { chunk, coverage } of candidates) {
      if (coverage < leastCoverage) continue;
      const found = read(chunk).find((assignment) => assignment.question.id === question.id);
      if (found && found.certainty !== 'unsure') return [offerOf(found, chunk)];
    }
    return [];
  });
}

function offerOf({ question, facts, quote }: Assignment, chunk: IndexedChunk): DocumentOffer {
  const words = quote.split('…')[0]?.trim() ?? '';
  const at = Math.max(0, chunk.text.indexOf(words.slice(0, 60)));
  const position = positionOf(chunk, [[at, Math.min(chunk.text.length, at + Math.max(1, words.length))]]);
  const { page, line } = position;
  return {
    questionId: question.id,
    document: {
      id: chunk.documentId,
      name: shorten(chunk.documentName, 120),
      place: placeOf(position).slice(0, 80),
      ...(page === undefined ? {} : { page }),
      ...(line === undefined ? {} : { line }),
      blocks: [chunk.blocks[0], chunk.blocks[1]],
    },
    facts: facts.slice(0, 10),
    quote: shorten(quote, quoteCharacters),
  };
}
