import type { Question } from '#lib/design-doc/questions/question';
import { questionBank } from '#lib/design-doc/questions/question-bank';
import { sectionKind } from '#lib/design-doc/sections';
import { type DesignInterviewState, type Inquiry, openOf, skippedAnswer } from '#lib/domain/design-document/interview';
import { escapeMarkdown } from '../../assessment/markdown-text.ts';
import { shorten } from '../../assessment/understanding/items.ts';
import type { Control } from './schema.ts';

export const between = '\n\n';
const quoted = (text: string, length = 160) => `“${escapeMarkdown(shorten(text, length))}”`;

export function questionOf(id: string | null): Question | undefined {
  return id === null ? undefined : questionBank.find((question) => question.id === id);
}

/** The part of the design that a question is for. */
const titleOf = (question: Question) => sectionKind(question.section)?.title ?? question.section;

export function sayIntroduction(projectName: string): string {
  return (
    `I am the technical design agent for **${escapeMarkdown(shorten(projectName, 200))}**. I ask what sources and documents do not say. ` +
    'Answer in your own words, several things at once if you like; say “skip”, “later”, “why?”, “go back”, “what did you understand?” ' +
    'or “finish” at any time.'
  );
}

/** What a run has looked at, and how much is left to ask. */
export function sayInquiry({ about, questions }: Inquiry, open: number): string {
  const said = questions.length > open ? ` ${questions.length - open} of them you have answered already.` : '';
  const left = open === 0 ? 'Nothing is left to ask.' : `${open} ${open === 1 ? 'question is' : 'questions are'} open.`;
  return `I have looked at ${escapeMarkdown(shorten(about, 300))}.${said} ${left}`;
}

export function sayQuestion(question: Question, state: DesignInterviewState): string {
  const total = state.inquiry?.questions.length ?? 0;
  const number = total - openOf(state).length + 1;
  const isBack = state.deferred.includes(question.id) ? 'You put this one off. ' : '';
  const place = `**Question ${Math.min(number, total)} of ${total}: ${titleOf(question)}**`;
  return `${place}${between}${isBack}${question.text} For example: ${question.example}`;
}

export function sayWhy(question: Question): string {
  return `I ask because the section “${titleOf(question)}” of the design rests on it, and neither the source nor a document says it.`;
}

export function sayUnderstood(
  changes: readonly { question: Question; text: string; before: string | undefined }[],
): string {
  const lines = changes.map(({ question, text, before }) => {
    const replaced = before === undefined || before === text ? '' : `, before: ${quoted(before)}`;
    return `- **${titleOf(question)}** (${question.id}): ${quoted(text)}${replaced}`;
  });
  return `Understood:${between}${lines.join('\n')}`;
}

export function sayAllAnswers({ answers }: DesignInterviewState): string {
  const lines = Object.entries(answers).flatMap(([id, { text }]) => {
    const question = questionOf(id);
    if (!question) return [];
    return [`- **${titleOf(question)}** (${id}): ${text === skippedAnswer ? 'skipped' : quoted(text)}`];
  });
  if (lines.length === 0) return 'So far you have told me nothing that I could note.';
  return `This is what I understood so far:${between}${lines.join('\n')}${between}To correct one, name it and say how it is.`;
}

export function sayProgress(state: DesignInterviewState): string {
  const total = state.inquiry?.questions.length ?? 0;
  if (total === 0) return 'No run has asked anything yet.';
  return `${total - openOf(state).length} of ${total} questions are dealt with.`;
}

/** What comes next where no question is open. */
export function sayRest(state: DesignInterviewState): string {
  if (state.inquiry === null) {
    return (
      'I note what you tell me by topic. Start a technical design run, with the source or the documents that you have: what they ' +
      'do not answer I ask you here.'
    );
  }
  const skipped = state.inquiry.questions.filter((id) => state.answers[id]?.text === skippedAnswer);
  const left = skipped.length === 0 ? '' : ` Skipped, and marked “needs input” in the design: ${skipped.join(', ')}.`;
  return `That is all I need; the design goes on.${left} You can add to it or correct it here: the next revision has it.`;
}

/** A control for the question that is asked. What it sends is text again. */
export function controlOf(question: Question): Control {
  const label = `${titleOf(question)}, for example: ${question.example}`;
  if (question.id !== 'api-style') return { questionId: question.id, kind: 'text', label };
  const options = ['REST', 'GraphQL'].map((value) => ({ value, label: value }));
  return { questionId: question.id, kind: 'choice', label: titleOf(question), options };
}

export function sayInstruction(sentence: string): string {
  return `${quoted(sentence, 120)} reads like an instruction to me. I take it as text only: it changes nothing in the design.`;
}
