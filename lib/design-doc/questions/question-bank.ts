import type { Answer, DesignInput, DocumentEvidence } from '../design-input.ts';
import { evidenceIn } from '../partial/read-partial.ts';
import { designQuestions, migrationQuestions } from './design-questions.ts';
import type { Question } from './question.ts';
import { requirementQuestions } from './requirement-questions.ts';

/** Every question of the interview, most important first. */
export const questionBank: readonly Question[] = [...requirementQuestions, ...designQuestions, ...migrationQuestions];

/** "I don't know" is no answer: the document says that it needs one. */
const noAnswer =
  /^\W*(?:skip(?:ped)?|pass|(?:i |we )?(?:do not|don'?t|dont) know(?: yet)?|unknown|not sure|unsure|no idea|tbd|to be (?:decided|defined|determined)|n\/?a|\?+|)\W*$/i;

export type Known =
  | { readonly kind: 'answer'; readonly text: string; readonly answer: Answer }
  | { readonly kind: 'document'; readonly text: string; readonly evidence: DocumentEvidence };

/** What is known to a question from a person, else from a document; null where neither says anything. */
export function knownAnswer(
  input: Pick<DesignInput, 'answers' | 'documents' | 'partial'>,
  questionId: string,
): Known | null {
  const answer = Object.hasOwn(input.answers, questionId) ? input.answers[questionId] : undefined;
  if (answer && !noAnswer.test(answer.text.replaceAll('’', "'")))
    return { kind: 'answer', text: answer.text.trim(), answer };
  const isOfQuestion = (one: DocumentEvidence) => one.questionId === questionId && one.quote.trim() !== '';
  const evidence =
    input.documents.find(isOfQuestion) ?? (input.partial ? evidenceIn(input.partial).find(isOfQuestion) : undefined);
  return evidence ? { kind: 'document', text: evidence.quote.trim(), evidence } : null;
}

export type QuestionState = 'answered' | 'from document' | 'from source' | 'skipped' | 'open' | 'irrelevant';

/** How a question stands; `why` says it in words, such as what the scan found. */
export function questionState(question: Question, input: DesignInput): { state: QuestionState; why: string } {
  const known = knownAnswer(input, question.id);
  if (known?.kind === 'answer') return { state: 'answered', why: known.text };
  if (known) return { state: 'from document', why: `${known.evidence.documentName}: ${known.text}` };
  const found = input.model && question.answeredBy?.(input.model);
  if (found) return { state: 'from source', why: `The source has ${found}.` };
  if (!question.modes.includes(input.mode)) return { state: 'irrelevant', why: `Not asked in mode ${input.mode}.` };
  if (input.model && question.concerns && !question.concerns(input.model))
    return { state: 'irrelevant', why: 'The source has nothing that it concerns.' };
  if (Object.hasOwn(input.answers, question.id)) return { state: 'skipped', why: 'Skipped.' };
  return { state: 'open', why: 'Neither the source nor a document nor an answer says it.' };
}

/**
 * The questions left to ask, most important first: `essential` those the interview asks by itself in this mode, `all`
 * also those that would complete a checklist item. What the scan or a document answers is in neither.
 */
export function openQuestions(input: DesignInput, which: 'essential' | 'all' = 'essential'): Question[] {
  return questionBank.filter(
    (question) =>
      (which === 'all' || question.essential.includes(input.mode)) && questionState(question, input).state === 'open',
  );
}

/** What nobody and nothing has said yet, also what was asked and skipped. */
export function unansweredQuestions(input: DesignInput): Question[] {
  return questionBank.filter((question) => ['open', 'skipped'].includes(questionState(question, input).state));
}
