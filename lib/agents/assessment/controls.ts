import type { Question } from '#lib/domain/assessment/question';
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
