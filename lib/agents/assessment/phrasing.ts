import { listOpenQuestions } from '#lib/domain/assessment/answers';
import { describeFacts } from '#lib/domain/assessment/describe-facts';
import { assessmentDimensions, dimensionOf, topicName } from '#lib/domain/assessment/dimensions';
import { computeProgress, countQuestions } from '#lib/domain/assessment/progress';
import type { Question, Want } from '#lib/domain/assessment/question';
import { maturityName, scoreAssessment } from '#lib/domain/assessment/score';
import type { AssessmentAnswer, AssessmentState, DocumentOffer } from '#lib/domain/assessment/state';
import { escapeMarkdown } from './markdown-text.ts';
import type { AnswerChange } from './record-answers.ts';
import type { Understood } from './schema.ts';
import { shorten } from './understanding/items.ts';

const certaintyNotes = { certain: '', likely: ' (you sounded fairly sure)', unsure: ' (you sounded unsure)' } as const;

/** A sentence that says an answer back. */
function paraphrase(question: Question, answer: AssessmentAnswer): string {
  return `${question.title}: ${describeFacts(answer.facts)}${certaintyNotes[answer.certainty]}.`;
}

export function toUnderstood(question: Question, answer: AssessmentAnswer): Understood {
  return {
    questionId: question.id,
    question: question.text,
    value: describeFacts(answer.facts),
    text: paraphrase(question, answer),
    quote: answer.quote,
    certainty: answer.certainty,
  };
}

function sayAnswer(question: Question, answer: AssessmentAnswer): string {
  const value = escapeMarkdown(describeFacts(answer.facts));
  const quote = escapeMarkdown(shorten(answer.quote, 160));
  return `- **${question.title}**: ${value}${certaintyNotes[answer.certainty]} — “${quote}”`;
}

/** What was taken from the project's own words, for the person to confirm. */
export function sayPrefilled(changes: readonly AnswerChange[]): string {
  const lines = changes.map(({ question, answer }) => sayAnswer(question, { ...answer, certainty: 'certain' }));
  return `From the description of the project I take:\n\n${lines.join('\n')}\n\nTell me what of it is wrong.`;
}

export function sayUnderstood(changes: readonly AnswerChange[]): string {
  const lines = changes.map(({ question, answer, previous }) => {
    const line = sayAnswer(question, answer);
    if (previous === undefined) return line;
    const [now, before] = [describeFacts(answer.facts), describeFacts(previous.facts)];
    const said = now === before ? `“${escapeMarkdown(shorten(previous.quote, 160))}”` : escapeMarkdown(before);
    return `${line}, before: ${said}`;
  });
  const invitation = changes.some(({ answer }) => answer.certainty !== 'certain')
    ? '\n\nTell me if I got something wrong.'
    : '';
  return `Understood:\n\n${lines.join('\n')}${invitation}`;
}

export function sayIntroduction(projectName: string, state: AssessmentState): string {
  const { total } = countQuestions(state);
  return (
    `I am the assessment agent for **${escapeMarkdown(shorten(projectName, 200))}**. In about ${total} questions I find out how ready you are for ` +
    'agentic AI, in technology, governance, business and commerce. Answer in your own words, several things at once if you like. ' +
    'At any time you can say “skip”, “later”, “why?”, “go back”, “what did you understand?”, “how far are we?” or “finish”.'
  );
}

/** What a document says to the question, with its place, for a yes or no. */
export function sayOffer(question: Question, { document, quote, facts }: DocumentOffer): string {
  const place = document.place === '' ? '' : `, ${escapeMarkdown(document.place)}`;
  const from = `From **${escapeMarkdown(document.name)}**${place}: “${escapeMarkdown(quote)}”`;
  const value = escapeMarkdown(describeFacts(facts));
  return `${from}\n\nI take from it for “${question.title}”: ${value}. Is this right? Say “yes” or “no”, or answer in your own words.`;
}

export function sayQuestion(question: Question, state: AssessmentState): string {
  const { done, total } = countQuestions(state);
  const isBack = state.deferred.includes(question.id) ? 'You put this one off. ' : '';
  const place = `${done + 1} of ${total}, ${dimensionOf(question.topic)}: ${topicName(question.topic)}`;
  return `**Question ${place}**\n\n${isBack}${question.text}`;
}

function sayWant(want: Want): string | undefined {
  switch (want.kind) {
    case 'polarity':
      return 'a yes or no';
    case 'count':
      return want.units[0] === 'bytes' ? 'an amount of data' : 'a number';
    case 'percentage':
      return 'a percentage';
    case 'money':
      return 'an amount of money';
    case 'date':
      return 'a date';
    case 'duration':
      return 'a length of time or how often';
    case 'product':
      return 'the names of products';
    case 'practice':
      return 'what you have and what you do not have';
    case 'item':
      return 'a few words of your own';
  }
}

export function sayExpected(question: Question): string {
  const wants = [...new Set(question.wants.flatMap((want) => sayWant(want) ?? []))];
  const options = question.options ? ` For example: ${question.options.slice(0, 4).join('; ')}.` : '';
  return `What helps here: ${wants.join(', ')}.${options} Or say “skip”.`;
}

export function sayWhy(question: Question): string {
  return `I ask because: ${question.why}`;
}

export function sayProgress(state: AssessmentState): string {
  const { done, total } = countQuestions(state);
  const progress = computeProgress(state);
  const parts = assessmentDimensions.map((dimension) => `- ${dimension}: ${progress[dimension]} %`);
  return `${done} of ${total} questions are dealt with.\n\n${parts.join('\n')}`;
}

export function sayAllAnswers(answered: readonly { question: Question; answer: AssessmentAnswer }[]): string {
  if (answered.length === 0) return 'So far you have told me nothing that I could note.';
  const lines = answered.map(({ question, answer }) => sayAnswer(question, answer));
  return `This is what I understood so far:\n\n${lines.join('\n')}\n\nTo correct one, name it and say how it is.`;
}

/** The end of the interview: maturity where there is evidence, and what stayed open. */
export function sayCompletion(state: AssessmentState): string {
  const scores = scoreAssessment(state);
  const lines = scores.dimensions.map(({ id, level, coverage }) =>
    level === null
      ? `- ${id}: too little evidence for a score (${coverage} % of the questions could be scored)`
      : `- ${id}: ${level.toFixed(1)} of 5, ${maturityName(level)}`,
  );
  const skipped = Object.values(state.answers).filter((answer) => answer.status === 'skipped').length;
  const open = listOpenQuestions(state).length;
  const rest = skipped + open;
  const unanswered =
    rest === 0
      ? 'Every question is answered.'
      : `${rest} ${rest === 1 ? 'question stays' : 'questions stay'} unanswered; the report names them as unknown.`;
  return `The assessment is complete.\n\n${lines.join('\n')}\n\n${unanswered} The report is being made. You can still correct any answer.`;
}
