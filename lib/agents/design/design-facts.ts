import { describeFacts } from '#lib/domain/assessment/describe-facts';
import { type FactTest, holds } from '#lib/domain/assessment/fact-test';
import type { Fact, FactKind } from '#lib/domain/assessment/facts';
import { answerReference } from '#lib/domain/assessment/question-bank';
import type { AssessmentReport, ReportAnswer } from '../assessment/report/report-model.ts';
import { shorten } from '../assessment/understanding/items.ts';

const maximumQuote = 160;

/** A report as the rules of the design ask about it. Skipped and open questions have no answer. */
export class DesignFacts {
  readonly report: AssessmentReport;
  readonly #answers: ReadonlyMap<string, ReportAnswer>;

  constructor(report: AssessmentReport) {
    this.report = report;
    const answered = report.answers.filter(({ status, facts }) => status === 'answered' && facts.length > 0);
    this.#answers = new Map(answered.map((answer) => [answer.questionId, answer]));
  }

  answer(questionId: string): ReportAnswer | undefined {
    return this.#answers.get(questionId);
  }

  /** The answer in words, or those of its facts that are of a kind; undefined where there is none. */
  value(questionId: string, kind?: string): string | undefined {
    const answer = this.#answers.get(questionId);
    if (answer === undefined) return undefined;
    // A bare yes or no says little: then the person's words do.
    if (kind === undefined && answer.facts.every((fact) => fact.kind === 'polarity') && answer.quote.trim() !== '')
      return `“${shorten(answer.quote.trim(), maximumQuote)}”`;
    const facts = kind === undefined ? answer.facts : answer.facts.filter((fact) => fact.kind === kind);
    return describeFacts(facts).replaceAll('; ', ', ') || undefined;
  }

  quote(questionId: string): string {
    return this.#answers.get(questionId)?.quote ?? '';
  }

  facts<Kind extends FactKind>(questionId: string, kind: Kind): Extract<Fact, { kind: Kind }>[] {
    const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind;
    return this.#answers.get(questionId)?.facts.filter(isOfKind) ?? [];
  }

  holds(test: FactTest): boolean {
    return holds(test, undefined, (questionId) => {
      const answer = this.#answers.get(questionId);
      return answer && { facts: answer.facts, sentAt: answer.source?.sentAt ?? this.report.generatedAt };
    });
  }

  /** `A12`, …: references of those of the questions that are answered, each once, in the bank's order. */
  references(questionIds: readonly string[]): string[] {
    const answered = [...new Set(questionIds)].filter((id) => this.#answers.has(id)).map(answerReference);
    return answered.toSorted((left, right) => Number(left.slice(1)) - Number(right.slice(1)));
  }
}
