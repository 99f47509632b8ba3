import { type FactSource, type FactTest, holds } from '#lib/domain/assessment/fact-test';
import type { Fact, FactKind } from '#lib/domain/assessment/facts';
import type { AssessmentReport, ReportAnswer } from '../assessment/report/report-model.ts';

/** A report as the planner asks about it. */
export class ReportFacts {
  readonly report: AssessmentReport;
  readonly #answers: ReadonlyMap<string, ReportAnswer>;
  readonly #levels: ReadonlyMap<string, number | null>;

  constructor(report: AssessmentReport) {
    this.report = report;
    const answered = report.answers.filter(({ status }) => status === 'answered');
    this.#answers = new Map(answered.map((answer) => [answer.questionId, answer]));
    const topics = report.scores.dimensions.flatMap((dimension) => dimension.topics);
    this.#levels = new Map(topics.map((topic) => [topic.id, topic.level]));
  }

  /** The answer to a question; a skipped one is none. */
  answer(questionId: string): ReportAnswer | undefined {
    return this.#answers.get(questionId);
  }

  /** References such as `A12` of those of the questions that were answered. */
  references(...questionIds: readonly string[]): string[] {
    return questionIds.flatMap((id) => this.answer(id)?.ref ?? []);
  }

  /** References of the answers of a topic, such as `technical.data`. */
  referencesOfTopic(topic: string): string[] {
    return [...this.#answers.values()].flatMap(({ questionId, ref }) =>
      questionId.startsWith(`${topic}.`) ? [ref] : [],
    );
  }

  topicLevel(topic: string): number | null {
    return this.#levels.get(topic) ?? null;
  }

  holds(test: FactTest): boolean {
    return holds(test, undefined, (questionId): FactSource | undefined => {
      const answer = this.answer(questionId);
      return answer && { facts: answer.facts, sentAt: answer.source?.sentAt ?? this.report.generatedAt };
    });
  }

  /** Facts of a kind in the answer to a question. */
  facts<Kind extends FactKind>(questionId: string, kind: Kind): Extract<Fact, { kind: Kind }>[] {
    const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind;
    return this.answer(questionId)?.facts.filter(isOfKind) ?? [];
  }

  /** Ids of the practices that are in use by the answer to a question. */
  practices(questionId: string): string[] {
    return this.facts(questionId, 'practice').flatMap(({ id, presence }) => (presence === 'used' ? [id] : []));
  }
}
