import { sentencesOf, topicsOf } from './topics.ts';

export interface Assigned {
  readonly questionId: string;
  readonly text: string;
  /** Whether it was said to the question that was asked. */
  readonly isAsked: boolean;
}

/** From here on a sentence is taken for an answer to a question that was not asked. */
const certain = 3;

/** A sentence that surely speaks of several questions, in its clauses; any other one as it is. */
function statementsOf(sentence: string): string[] {
  const isOfSeveral = topicsOf(sentence).filter(({ weight }) => weight >= certain).length > 1;
  return isOfSeveral
    ? sentence.split(/[,;]\s+(?:and\s+)?|\s+and\s+(?=(?:the|our|we|it|a|an)\b)/i).filter((clause) => clause !== '')
    : [sentence];
}

/**
 * What a message answers: each sentence goes to the question that it speaks of, and what speaks of none to the one that
 * was asked.
 */
export function assignAnswers(text: string, asked: string | null): Assigned[] {
  const parts = new Map<string, string[]>();
  let last: string | undefined;
  for (const sentence of sentencesOf(text).flatMap(statementsOf)) {
    const found = topicsOf(sentence);
    const best = found[0];
    const isAboutAsked = found.some(({ questionId }) => questionId === asked);
    const isElsewhere = best !== undefined && best.weight >= certain && !isAboutAsked;
    // What says nothing of its own goes on with what was spoken of before.
    const questionId = isElsewhere ? best.questionId : (asked ?? (best && best.weight >= 2 ? best.questionId : last));
    if (!questionId) continue;
    parts.set(questionId, [...(parts.get(questionId) ?? []), sentence]);
    last = questionId;
  }
  return [...parts].map(([questionId, said]) => ({
    questionId,
    text: said.join(said.some((one) => !/[.!?;]$/.test(one)) ? '\n' : ' '),
    isAsked: questionId === asked,
  }));
}
