import { describeFacts } from '#lib/domain/assessment/describe-facts';
import type { Question } from '#lib/domain/assessment/question';
import type { DocumentOffer } from '#lib/domain/assessment/state';
import type { AnswerControl } from './schema.ts';

/** The control that fits the next question; what it sends is text that the agent reads like any other. */
export function toAnswerControl(question: Question): AnswerControl {
  const options = question.control === 'yes-no' ? ['yes', 'no', 'partly', "I don't know"] : question.options;
  return {
    questionId: question.id,
    kind: question.control,
    label: question.title,
    ...(options ? { options: options.map((value) => ({ value, label: value })) } : {}),
    ...(question.unit ? { unit: question.unit } : {}),
  };
}

/** The yes and no to what a document says; in words that the agent reads like any other. */
export function toConfirmControl(question: Question, { document, quote, facts }: DocumentOffer): AnswerControl {
  const { id, name, ...place } = document;
  return {
    questionId: question.id,
    kind: 'confirm',
    label: question.title,
    options: [
      { value: 'Yes, that is right', label: 'Yes, that is right' },
      { value: 'No, that is not right', label: 'No, that is not right' },
    ],
    found: {
      ...{ documentId: id, documentName: name, ...place },
      quote,
      value: describeFacts(facts),
    },
  };
}
