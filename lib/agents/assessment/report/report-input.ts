import { factLookup } from '#lib/domain/assessment/answers';
import { describeFacts } from '#lib/domain/assessment/describe-facts';
import type { TopicId } from '#lib/domain/assessment/dimensions';
import { type FactTest, holds } from '#lib/domain/assessment/fact-test';
import { answerReference } from '#lib/domain/assessment/question-bank';
import { type AssessmentScores, type QuestionScore, scoreAssessment } from '#lib/domain/assessment/score';
import type { AssessmentAnswer, AssessmentState } from '#lib/domain/assessment/state';

/** The questions whose answers a condition looks at: the sources of what is concluded from it. */
export function questionsOf(test: FactTest): string[] {
  if ('of' in test) return [test.of];
  if ('all' in test) return test.all.flatMap(questionsOf);
  if ('any' in test) return test.any.flatMap(questionsOf);
  return 'not' in test ? questionsOf(test.not) : [];
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * A finding with the answer it rests on in brackets; without where the sentence has all its words already:
 * "There has been a security incident" needs no "(a security incident)".
 */
export function withEvidence(sentence: string, value: string): string {
  const said = new Set(wordsOf(sentence));
  const isRepeated = wordsOf(value).every((word) => said.has(word));
  return isRepeated ? sentence : `${sentence} (${value})`;
}

/** The assessment as the parts of the report look at it. */
export class ReportInput {
  readonly state: AssessmentState;
  readonly scores: AssessmentScores;

  constructor(state: AssessmentState) {
    this.state = state;
    this.scores = scoreAssessment(state);
  }

  /** The answer to a question, if there is one; skipped is none. */
  answer(questionId: string): AssessmentAnswer | undefined {
    const answer = this.state.answers[questionId];
    return answer?.status === 'answered' ? answer : undefined;
  }

  /** The answer in words, or undefined. */
  value(questionId: string): string | undefined {
    const answer = this.answer(questionId);
    return answer ? describeFacts(answer.facts) : undefined;
  }

  holds(test: FactTest): boolean {
    return holds(test, undefined, factLookup(this.state));
  }

  topicLevel(topic: TopicId): number | null {
    return (
      this.scores.dimensions.flatMap((dimension) => dimension.topics).find(({ id }) => id === topic)?.level ?? null
    );
  }

  /** All scored answers, or those of some topics. */
  scored(topics?: readonly TopicId[]): QuestionScore[] {
    const own = this.scores.dimensions.flatMap((dimension) => dimension.topics);
    return own.filter(({ id }) => topics === undefined || topics.includes(id)).flatMap(({ scores }) => scores);
  }

  /** References of the questions of some topics that could not be scored. */
  unscored(topics: readonly TopicId[]): string[] {
    const own = this.scores.dimensions.flatMap((dimension) => dimension.topics);
    return own.filter(({ id }) => topics.includes(id)).flatMap(({ unknown }) => unknown.map(answerReference));
  }

  /** References of those of the questions that are answered, each once, in order. */
  references(questionIds: readonly string[]): string[] {
    const numberOf = (reference: string) => Number(reference.slice(1));
    const references = [...new Set(questionIds)].filter((id) => this.answer(id)).map(answerReference);
    return references.toSorted((left, right) => numberOf(left) - numberOf(right));
  }
}
